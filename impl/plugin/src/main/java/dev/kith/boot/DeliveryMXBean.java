package dev.kith.boot;

import java.util.Map;

/**
 * The delivery metrics in JMX, under the name {@code dev.kith:type=Delivery,instance="<id>"}. Numbers from the database
 * are -1 while it does not answer.
 */
public interface DeliveryMXBean {
    /**
     * Returns the number of messages that wait for a first or another attempt, on all nodes.
     *
     * @return the number
     */
    long getWaiting();

    /**
     * Returns the number of messages that are being delivered right now, on all nodes.
     *
     * @return the number
     */
    long getOnTheirWay();

    /**
     * Returns the number of messages that were given up in the last seven days, on all nodes.
     *
     * @return the number
     */
    long getDead();

    /**
     * Returns the number of notices that wait for their turn in a later hour, on all nodes.
     *
     * @return the number
     */
    long getHeld();

    /**
     * Returns how long the longest-waiting message has been waiting, on all nodes.
     *
     * @return the seconds; 0 if none is waiting
     */
    long getOldestSeconds();

    /**
     * Returns how long ago the messages of all nodes were counted.
     *
     * @return the seconds
     */
    long getAgeSeconds();

    /**
     * Returns the number of messages that this process has handed over since it started.
     *
     * @return the number
     */
    long getDeliveredHere();

    /**
     * Returns the number of messages that this process has found to be no longer needed.
     *
     * @return the number
     */
    long getNotNeededHere();

    /**
     * Returns the number of this process's attempts that failed and will be repeated.
     *
     * @return the number
     */
    long getPostponedHere();

    /**
     * Returns the number of messages that this process has given up, by cause.
     *
     * @return the number for each cause
     */
    Map<String, Long> getDeadHere();

    /**
     * Returns how many notifiers, verification services and event listeners of this process fail now.
     *
     * @return the number
     */
    long getFailingHere();

    /**
     * Returns why those that fail now do so.
     *
     * @return the reason for each, by role and name as in {@code notifier mail}
     */
    Map<String, String> getFailureReasonsHere();
}

package dev.kith.boot;

import java.util.Map;

/**
 * Delivery as JMX shows it, under the name {@code dev.kith:type=Delivery,instance="<id>"}. Numbers that the database cannot
 * tell right now are -1.
 */
public interface DeliveryMXBean {
    /**
     * How many messages wait for a first or another try, on all nodes.
     *
     * @return how many
     */
    long getWaiting();

    /**
     * How many messages are being tried right now, on all nodes.
     *
     * @return how many
     */
    long getOnTheirWay();

    /**
     * How many messages were given up in the last days, on all nodes.
     *
     * @return how many
     */
    long getDead();

    /**
     * How long the message has waited that waits longest, on all nodes.
     *
     * @return the seconds; 0 where none waits
     */
    long getOldestSeconds();

    /**
     * How many messages this process has handed over since it started.
     *
     * @return how many
     */
    long getDeliveredHere();

    /**
     * How many messages this process has found not to be needed any more.
     *
     * @return how many
     */
    long getNotNeededHere();

    /**
     * How many tries of this process have failed and are to be repeated.
     *
     * @return how many
     */
    long getPostponedHere();

    /**
     * How many messages this process has given up, by cause.
     *
     * @return how many, for each cause
     */
    Map<String, Long> getDeadHere();
}

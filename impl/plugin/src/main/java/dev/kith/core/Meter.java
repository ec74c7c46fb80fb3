package dev.kith.core;

import java.util.List;
import java.util.Locale;

/**
 * What is counted and timed, with the names under which it is published. The names follow the conventions of Micrometer: words
 * with dots between them, which each monitoring system writes in its own way ({@code kith.tries} is {@code kith_tries_total} in
 * Prometheus). A unit that is no number of things is part of the name.
 */
public enum Meter {
    /** How long calls took and how they ended. */
    CALLS(
            MeterKind.TIMER,
            "kith.calls",
            "Calls of this process by their operation, protocol and HTTP status of a JSON answer.",
            "operation",
            "protocol",
            "status"),
    /** What calls have changed. */
    CHANGES(MeterKind.COUNTER, "kith.changes", "Committed changes of users by this process.", "change"),
    /** What has become of codes. */
    CODES(MeterKind.COUNTER, "kith.codes", "Codes of this process: issued, and how they were redeemed.", "event"),
    /** Calls of plugins that deliver. */
    DELIVERIES(
            MeterKind.TIMER,
            "kith.deliveries",
            "Calls of notifiers, verification services and event listeners by this process, by their outcome.",
            "role",
            "name",
            "outcome"),
    /** How old messages are when they are delivered. */
    DELIVERY_AGE(
            MeterKind.TIMER,
            "kith.delivery.age",
            "From the change that has caused a message to the end of its delivery by this process.",
            "kind"),
    /** How attempts to deliver end. */
    TRIES(MeterKind.COUNTER, "kith.tries", "Delivery attempts of this process, by outcome.", "outcome"),
    /** What was given up. */
    DEAD(MeterKind.COUNTER, "kith.dead", "Messages that this process has given up, by cause.", "cause"),
    /** Who fails to deliver. */
    CARRIER_FAILING(
            MeterKind.GAUGE,
            "kith.carrier.failing",
            "Whether the last call of a notifier, verification service or event listener failed; 1: it did."
                    + " Of this process.",
            "role",
            "name"),
    /** Messages that wait. */
    MESSAGES_WAITING(
            MeterKind.GAUGE,
            "kith.messages.waiting",
            "Messages that wait for their first or another delivery attempt. On all nodes.",
            "kind"),
    /** Messages that a worker has. */
    MESSAGES_ON_THE_WAY(
            MeterKind.GAUGE,
            "kith.messages.on.the.way",
            "Messages that are being delivered right now. On all nodes.",
            "kind"),
    /** Messages that were given up. */
    MESSAGES_DEAD(
            MeterKind.GAUGE, "kith.messages.dead", "Messages that were given up in recent days. On all nodes.", "kind"),
    /** Notices that wait for a later hour. */
    MESSAGES_HELD(
            MeterKind.GAUGE,
            "kith.messages.held",
            "Notices that wait for their turn in a later hour. On all nodes.",
            "kind"),
    /** The age of the oldest message. */
    MESSAGES_OLDEST(
            MeterKind.GAUGE,
            "kith.messages.oldest.seconds",
            "How long the oldest message has been waiting; 0: none is waiting. On all nodes."),
    /** The age of the figures about messages. */
    MESSAGES_AGE(MeterKind.GAUGE, "kith.messages.age.seconds", "How long ago the messages of all nodes were counted."),
    /** Refusals for a missing permission. */
    PERMISSION_REFUSALS(
            MeterKind.COUNTER,
            "kith.permission.refusals",
            "Calls of this process that were refused for a missing permission.",
            "operation"),
    /** Refusals because a caller asks too often. */
    REQUESTS_LIMITED(
            MeterKind.COUNTER,
            "kith.requests.limited",
            "Requests of this process that were refused because their caller made too many."),
    /** Transactions that were in each other's way. */
    TRANSACTIONS_CONTENDED(
            MeterKind.COUNTER,
            "kith.transactions.contended",
            "Transactions of this process that lost to a concurrent one; most of them were repeated with success."),
    /** Bodies in memory. */
    BODIES_BYTES(
            MeterKind.GAUGE, "kith.bodies.bytes", "Memory that request bodies of this process have at the moment."),
    /** Bodies that found no room, or took too long. */
    BODIES_REFUSED(
            MeterKind.COUNTER,
            "kith.bodies.refused",
            "Requests of this process that were refused because bodies had no room, or took too long.",
            "reason"),
    /** Compiled schemas. */
    SCHEMA_CACHE(
            MeterKind.COUNTER,
            "kith.schema.cache",
            "Lookups of compiled schemas by this process, by what was found.",
            "result");

    private final MeterKind kind;
    private final String dottedName;
    private final String help;
    private final String labels;

    Meter(MeterKind kind, String dottedName, String help, String... labels) {
        this.kind = kind;
        this.dottedName = dottedName;
        this.help = help;
        this.labels = String.join(" ", labels);
    }

    /** What a meter does. */
    public enum MeterKind {
        /** Counts what happens. */
        COUNTER,
        /** Counts what happens, and how long it takes. */
        TIMER,
        /** Tells how much there is. */
        GAUGE
    }

    /**
     * Returns what the meter does.
     *
     * @return the kind
     */
    public MeterKind kind() {
        return kind;
    }

    /**
     * Returns the name.
     *
     * @return the name, words with dots between them
     */
    public String dottedName() {
        return dottedName;
    }

    /**
     * Returns what the meter tells.
     *
     * @return a sentence
     */
    public String help() {
        return help;
    }

    /**
     * Returns what the figures are told apart by.
     *
     * @return the names of the labels, in the order in which values are given
     */
    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
    }

    /**
     * Returns a constant as the value of a label.
     *
     * @param constant the constant
     * @return its name in small letters, with hyphens
     */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

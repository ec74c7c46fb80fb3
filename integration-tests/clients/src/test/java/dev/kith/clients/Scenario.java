package dev.kith.clients;

import java.util.List;

/** The steps of {@code scenario.mjs}, so that a client that leaves one out is found out. */
final class Scenario {
    static final List<String> STEPS = List.of(
            "create a user and get the code back",
            "redeem the code",
            "read the user",
            "change the data of the version that was read",
            "be refused with an old version",
            "be told which member of the data is wrong",
            "be told that a user is unknown",
            "be told that nobody is known without a token",
            "be told that a number does not fit");

    /** The steps of {@code reference-client.mjs}. */
    static final List<String> OF_REFERENCE = List.of(
            "create a user",
            "change a version",
            "set, verify and resend",
            "change the state",
            "find the details of errors by their types",
            "manage schemas",
            "be told that 21 calls are not served",
            "delete the user");

    private Scenario() {}
}

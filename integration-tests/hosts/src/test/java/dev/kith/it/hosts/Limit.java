package dev.kith.it.hosts;

import java.util.regex.Pattern;

/**
 * What a host cannot do. It has to show when it is measured: a limit that does not show fails the test like any other
 * deviation, unless it shows only sometimes.
 *
 * @param says what the caller sees, and the reason
 * @param symptom what the failure says, at least in part
 * @param always whether it shows every time
 */
record Limit(String says, Pattern symptom, boolean always) {
    /** What Grizzly, the HTTP server in GlassFish and Payara, does to gRPC. */
    static final Limit OF_GRIZZLY = sometimes(
            "some calls end with status 13 (INTERNAL) when several run at a time, by the server's own HTTP/2 (Grizzly);"
                    + " JSON and gRPC-Web are the ways there",
            "is 13\\b");

    /** A limit that shows every time. */
    static Limit always(String says, String symptom) {
        return new Limit(says, Pattern.compile(symptom), true);
    }

    /** A limit that shows now and then. */
    static Limit sometimes(String says, String symptom) {
        return new Limit(says, Pattern.compile(symptom), false);
    }

    boolean explains(Throwable failure) {
        return symptom.matcher(String.valueOf(failure.getMessage())).find();
    }
}

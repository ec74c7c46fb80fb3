package dev.kith.it.engines;

import java.io.IOException;

/** A database server in a process of its own, which ends with this JVM. */
interface Server {
    Database create(String name);

    interface Start {
        Server start() throws IOException;
    }

    /** A free port that was found may be taken by somebody else before the server listens on it, hence several tries. */
    static Server firstThatStarts(Start start) {
        IllegalStateException failure = new IllegalStateException("the database server does not start");
        for (int tries = 0; tries < 3; tries++) {
            try {
                return start.start();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }
}

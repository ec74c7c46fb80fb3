package dev.kith.it.hosts;

import java.net.URI;

/** A server that runs. */
interface RunningHost extends AutoCloseable {
    /** The URL that context paths follow. */
    URI origin();

    /** The process of the server itself. */
    ProcessHandle process();

    /**
     * Lets an application come.
     *
     * @param context its context path, the root context being ""
     * @param war the application
     * @throws NotDeployed when it does not start
     */
    void deploy(String context, War war);

    /** Lets an application go; returns when it is gone. */
    void undeploy(String context);

    /** Stops the server. */
    @Override
    void close();
}

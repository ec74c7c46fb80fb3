package dev.kith.it.hosts;

/** A host whose application is a program of its own: one for each process, without a context path. */
interface ProgramHost extends Host {
    @Override
    default boolean deploysWhileRunning() {
        return false;
    }

    @Override
    default String path(String context) {
        return "";
    }
}

package dev.kith.it.conformance;

import java.net.URI;

/** Knows a running server of each kind. Safe for several threads. */
interface Servers extends AutoCloseable {
    /** Where a server of this kind answers. */
    URI at(Kind kind);

    @Override
    default void close() {}
}

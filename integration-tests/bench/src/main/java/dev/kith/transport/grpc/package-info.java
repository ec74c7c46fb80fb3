/** Beside the room of this name, to reach what is only for it. */
@NullMarked
package dev.kith.transport.grpc;

import org.jspecify.annotations.NullMarked;

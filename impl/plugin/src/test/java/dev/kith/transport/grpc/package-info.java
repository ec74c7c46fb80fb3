@NullMarked
package dev.kith.transport.grpc;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.kith.transport.grpc.message;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.kith.transport;

import org.jspecify.annotations.NullMarked;

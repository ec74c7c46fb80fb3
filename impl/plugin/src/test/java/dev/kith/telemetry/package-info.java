@NullMarked
package dev.kith.telemetry;

import org.jspecify.annotations.NullMarked;

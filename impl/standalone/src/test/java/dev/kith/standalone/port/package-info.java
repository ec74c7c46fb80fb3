@NullMarked
package dev.kith.standalone.port;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.kith.standalone.log;

import org.jspecify.annotations.NullMarked;

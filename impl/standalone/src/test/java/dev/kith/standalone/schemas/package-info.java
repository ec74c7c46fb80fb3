@NullMarked
package dev.kith.standalone.schemas;

import org.jspecify.annotations.NullMarked;

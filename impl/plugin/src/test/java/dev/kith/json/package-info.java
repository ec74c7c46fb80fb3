@NullMarked
package dev.kith.json;

import org.jspecify.annotations.NullMarked;

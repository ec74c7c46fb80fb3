@NullMarked
package dev.kith.standalone.page;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.kith.json.text;

import org.jspecify.annotations.NullMarked;

/** The default provider of each extension point that needs no table, used if the application offers no other. */
@NullMarked
package dev.kith.defaults;

import org.jspecify.annotations.NullMarked;

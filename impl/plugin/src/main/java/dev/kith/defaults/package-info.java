/** What is taken where nobody offers anything else: the default provider of each extension point that needs no table. */
@NullMarked
package dev.kith.defaults;

import org.jspecify.annotations.NullMarked;

/** What single steps of a call cost, by JMH. */
@NullMarked
package dev.kith.bench.micro;

import org.jspecify.annotations.NullMarked;

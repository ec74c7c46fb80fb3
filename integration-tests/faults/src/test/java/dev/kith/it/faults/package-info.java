/** What a running Kith does when processes, databases, mail servers and notifiers fail. */
@NullMarked
package dev.kith.it.faults;

import org.jspecify.annotations.NullMarked;

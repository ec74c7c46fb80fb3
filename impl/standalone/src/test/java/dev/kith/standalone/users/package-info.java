/** Tests of the commands about users. */
@NullMarked
package dev.kith.standalone.users;

import org.jspecify.annotations.NullMarked;

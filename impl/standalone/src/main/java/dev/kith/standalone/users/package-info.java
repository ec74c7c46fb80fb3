/**
 * The commands that import and export users, and those that convert the exports of other servers.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything here may
 * change with any version.
 */
@NullMarked
package dev.kith.standalone.users;

import org.jspecify.annotations.NullMarked;

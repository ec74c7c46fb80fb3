/**
 * Kith in Keycloak: one Kith for each realm, below {@code /realms/<realm>/kith/}, in Keycloak's own database. The realm's
 * access tokens say who calls, and a user of Kith is always one of the realm's users.
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.keycloak;

import org.jspecify.annotations.NullMarked;

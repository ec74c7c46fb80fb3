@NullMarked
package dev.kith.keycloak;

import org.jspecify.annotations.NullMarked;

/**
 * Authentication and access control by default: bearer tokens, the principal of the container, and roles.
 */
@NullMarked
package dev.kith.defaults.auth;

import org.jspecify.annotations.NullMarked;

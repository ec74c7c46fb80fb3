/**
 * The notifier that sends mail over SMTP with Jakarta Mail.
 */
@NullMarked
package dev.kith.defaults.mail;

import org.jspecify.annotations.NullMarked;

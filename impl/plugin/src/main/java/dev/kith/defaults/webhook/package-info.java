/**
 * The notifier and the event listener that post signed JSON to an operator's web server (Standard Webhooks), and the HTTP
 * client that connects only to addresses that were checked.
 */
@NullMarked
package dev.kith.defaults.webhook;

import org.jspecify.annotations.NullMarked;

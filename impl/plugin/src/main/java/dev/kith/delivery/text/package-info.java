/**
 * The texts of messages: reads templates and localized texts from the jar and from the operator's folder, checks them, and
 * renders what a notifier gets.
 */
@NullMarked
package dev.kith.delivery.text;

import org.jspecify.annotations.NullMarked;

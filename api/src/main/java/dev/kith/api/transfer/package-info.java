/**
 * Import and export of users in great numbers, for operators: {@link dev.kith.api.transfer.UserTransfer}. No permissions are
 * asked.
 */
@NullMarked
package dev.kith.api.transfer;

import org.jspecify.annotations.NullMarked;

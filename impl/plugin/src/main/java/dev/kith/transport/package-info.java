/**
 * What the transports share: which requests are admitted ({@link dev.kith.transport.RequestAdmission}), what each refusal looks
 * like on the wire ({@link dev.kith.transport.ProblemTable}) and what a failure may reveal ({@link dev.kith.transport.Incident}).
 *
 * <p><b>Internal.</b> Programs and plugins use {@code dev.kith}, {@code dev.kith.api} and {@code dev.kith.spi}; everything
 * here may change with any version.
 */
@NullMarked
package dev.kith.transport;

import org.jspecify.annotations.NullMarked;

/**
 * What the transports share: which requests are admitted ({@link dev.kith.transport.RequestAdmission}), what each refusal looks
 * like on the wire ({@link dev.kith.transport.ProblemTable}) and what a failure may reveal ({@link dev.kith.transport.Incident}).
 */
@NullMarked
package dev.kith.transport;

import org.jspecify.annotations.NullMarked;

/**
 * What the transports share: who is let in ({@link dev.kith.transport.RequestAdmission}), what each refusal looks like on the wire
 * ({@link dev.kith.transport.ProblemTable}) and what a failure may tell ({@link dev.kith.transport.Incident}).
 */
@NullMarked
package dev.kith.transport;

import org.jspecify.annotations.NullMarked;

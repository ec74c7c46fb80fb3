package dev.kith.api;

import java.util.function.Function;

/**
 * The outcome of a call: done, or refused. A refused call has changed nothing.
 *
 * @param <T> the type of the result
 */
public sealed interface Outcome<T> {

    /**
     * Continues with the result of a call that was done.
     *
     * @param next the next step
     * @param <U> the type of its result
     * @return the outcome of the next step, or this refusal
     */
    default <U> Outcome<U> then(Function<? super T, Outcome<U>> next) {
        if (this instanceof Done<T> done) {
            return next.apply(done.value());
        }
        return new Refused<>(((Refused<T>) this).problem());
    }

    /**
     * The call was carried out completely, or there was nothing to change.
     *
     * @param value the result
     * @param <T> its type
     */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * The call was refused and has changed nothing.
     *
     * @param problem why
     * @param <T> the type of the result that it would have had
     */
    record Refused<T>(Problem problem) implements Outcome<T> {}

    /**
     * Returns the outcome of a call that was done.
     *
     * @param value the result
     * @param <T> its type
     * @return the outcome
     */
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    /**
     * Returns a refusal without further details.
     *
     * @param code why
     * @param <T> the type of the result that it would have had
     * @return the outcome
     */
    static <T> Outcome<T> refused(ProblemCode code) {
        return new Refused<>(Problem.of(code));
    }

    /**
     * Returns a refusal.
     *
     * @param problem why
     * @param <T> the type of the result that it would have had
     * @return the outcome
     */
    static <T> Outcome<T> refused(Problem problem) {
        return new Refused<>(problem);
    }
}

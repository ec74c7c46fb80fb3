package dev.kith.api;

import java.util.function.Function;

/**
 * What became of a call: done, or refused. A refused call has changed nothing.
 *
 * @param <T> what a call that was done gives back
 */
public sealed interface Outcome<T> {

    /**
     * Goes on with the answer of a call that was done.
     *
     * @param next what comes next
     * @param <U> what it gives back
     * @return what came of the next step, or this refusal
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
     * @param value the answer
     * @param <T> its type
     */
    record Done<T>(T value) implements Outcome<T> {}

    /**
     * The call was refused and has changed nothing.
     *
     * @param problem why
     * @param <T> what it would have given back
     */
    record Refused<T>(Problem problem) implements Outcome<T> {}

    /**
     * Done.
     *
     * @param value the answer
     * @param <T> its type
     * @return the outcome
     */
    static <T> Outcome<T> done(T value) {
        return new Done<>(value);
    }

    /**
     * Refused, without further particulars.
     *
     * @param code why
     * @param <T> what it would have given back
     * @return the outcome
     */
    static <T> Outcome<T> refused(ProblemCode code) {
        return new Refused<>(Problem.of(code));
    }

    /**
     * Refused.
     *
     * @param problem why
     * @param <T> what it would have given back
     * @return the outcome
     */
    static <T> Outcome<T> refused(Problem problem) {
        return new Refused<>(problem);
    }
}

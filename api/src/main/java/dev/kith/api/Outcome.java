package dev.kith.api;

/**
 * What became of a call: done, or refused. A refused call has changed nothing.
 *
 * @param <T> what a call that was done gives back
 */
public sealed interface Outcome<T> {

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

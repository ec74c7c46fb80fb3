package dev.kith.it.conformance;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first asked for, once, even when that fails. Safe for several threads. */
final class Once<T> {
    private final Supplier<T> maker;
    private @Nullable T made;
    private @Nullable Throwable failure;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    synchronized T get() {
        if (made == null && failure == null) {
            make();
        }
        if (made == null) {
            throw new IllegalStateException("this failed before: " + failure, failure);
        }
        return made;
    }

    private void make() {
        try {
            made = maker.get();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** What was made, if anybody has asked for it. */
    synchronized Optional<T> ifMade() {
        return Optional.ofNullable(made);
    }
}

package dev.kith.boot.providers;

import dev.kith.api.UserChanged;
import dev.kith.spi.UserEventListener;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Passes events on to the observers of a container, and waits until they have finished. */
public final class ObserverListener implements UserEventListener {
    private final Function<UserChanged, CompletionStage<UserChanged>> container;

    ObserverListener(Function<UserChanged, CompletionStage<UserChanged>> container) {
        this.container = container;
    }

    @Override
    public String name() {
        return "cdi";
    }

    @Override
    public Outcome handle(Event event) throws InterruptedException {
        Future<UserChanged> told = container.apply(of(event)).toCompletableFuture();
        try {
            told.get();
            return Outcome.accepted();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            if (cause instanceof RuntimeException exception) {
                throw exception;
            }
            return Outcome.tryLater(cause.getClass().getName());
        }
    }

    public static UserChanged of(Event event) {
        Set<UserChanged.Change> changes = EnumSet.noneOf(UserChanged.Change.class);
        event.changes().forEach(change -> changes.add(UserChanged.Change.valueOf(change.name())));
        return new UserChanged(
                event.id(),
                event.time(),
                event.instanceId(),
                event.organizationId(),
                event.userId(),
                event.version(),
                changes,
                event.actor(),
                event.operation(),
                event.fields(),
                event.requestId());
    }
}

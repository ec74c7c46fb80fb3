package dev.kith.boot.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.UserChanged;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserEventListener.Change;
import dev.kith.spi.UserEventListener.Event;
import dev.kith.spi.contract.UserEventListenerContract;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObserverListenerTest extends UserEventListenerContract {
    private static final Event EVENT =
            new Event("4711", Instant.EPOCH, "i", "o", "u", 7, EnumSet.of(Change.DATA_CHANGED));

    private final List<UserChanged> heard = new CopyOnWriteArrayList<>();

    @Override
    protected UserEventListener listener() {
        return new ObserverListener(event -> {
            heard.add(event);
            return CompletableFuture.completedFuture(event);
        });
    }

    @Override
    protected Optional<Supplier<List<String>>> heard() {
        return Optional.of(() -> heard.stream().map(UserChanged::userId).toList());
    }

    @Test
    void what_an_observer_throws_is_thrown_on_to_whoever_counts_tries() {
        IllegalStateException thrown = new IllegalStateException();
        UserEventListener failing = new ObserverListener(event -> CompletableFuture.failedFuture(thrown));

        assertThatThrownBy(() -> failing.handle(EVENT)).isSameAs(thrown);
    }

    @Test
    void an_interruption_ends_the_waiting_for_observers() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        UserEventListener endless = new ObserverListener(event -> {
            asked.countDown();
            return new CompletableFuture<>();
        });
        FutureTask<@Nullable Throwable> call = new FutureTask<>(() -> {
            try {
                endless.handle(EVENT);
                return null;
            } catch (InterruptedException e) {
                return e;
            }
        });
        Thread thread = new Thread(call, "waiting");
        thread.start();
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();

        assertThat(call.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }
}

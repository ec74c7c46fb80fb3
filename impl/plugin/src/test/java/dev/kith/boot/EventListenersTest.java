package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.Kith;
import dev.kith.KithStartException;
import dev.kith.api.UserChanged;
import dev.kith.boot.providers.CdiProviders;
import dev.kith.boot.providers.ExtensionPoint;
import dev.kith.boot.providers.ManagedProviders;
import dev.kith.boot.providers.ObserverListener;
import dev.kith.boot.providers.Providers;
import dev.kith.spi.PluginSettings;
import dev.kith.spi.UserEventListener;
import dev.kith.spi.UserEventListener.Change;
import dev.kith.spi.UserEventListener.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Who hears of what happens to users, and how the observers of a container (Weld) do. */
class EventListenersTest {
    private static final Event EVENT = new Event(
            "4711", Instant.EPOCH, "default", "o1", "u1", 7, EnumSet.of(Change.CREATED, Change.EMAIL_CHANGED));

    @Test
    void every_listener_that_was_passed_hears_of_a_change() throws Exception {
        Hearing one = new Hearing("one");
        Hearing other = new Hearing("other");
        try (Kith kith = builder().eventListener(one).eventListener(other).start()) {
            Dora.join(kith);

            Event event = one.next();
            assertThat(event.userId()).isEqualTo("u1");
            assertThat(event.organizationId()).isEqualTo("default");
            assertThat(event.instanceId()).isEqualTo("default");
            assertThat(event.changes()).contains(Change.CREATED, Change.EMAIL_CHANGED);
            assertThat(other.next()).isEqualTo(event);
        }
    }

    @Test
    void a_beans_observer_hears_of_a_change() throws Exception {
        try (SeContainer container = container(Observing.class)) {
            Observing observing = container.select(Observing.class).get();
            try (Kith kith =
                    builder().beans(container.select(CdiProviders.class).get()).start()) {
                Dora.join(kith);

                UserChanged event = observing.heard.poll(60, TimeUnit.SECONDS);
                assertThat(event).isNotNull();
                assertThat(event.userId()).isEqualTo("u1");
                assertThat(event.changes()).contains(UserChanged.Change.CREATED, UserChanged.Change.EMAIL_CHANGED);
            }
        }
    }

    @Test
    void an_observer_that_throws_hears_of_the_same_change_again() throws Exception {
        try (SeContainer container = container(Stumbling.class)) {
            UserEventListener listener =
                    container.select(CdiProviders.class).get().observers().orElseThrow();

            assertThatThrownBy(() -> listener.handle(EVENT)).isInstanceOf(IllegalStateException.class);
            assertThat(listener.handle(EVENT)).isEqualTo(UserEventListener.Outcome.accepted());
            assertThat(container.select(Stumbling.class).get().calls).hasValue(2);
        }
    }

    @Test
    void where_nobody_observes_nobody_listens() {
        try (SeContainer container = container(Synchronous.class)) {
            assertThat(container.select(CdiProviders.class).get().observers()).isEmpty();
        }
    }

    @Test
    void a_bean_that_is_a_listener_hears_of_a_change() throws Exception {
        try (SeContainer container = container(ListeningBean.class)) {
            try (Kith kith =
                    builder().beans(container.select(CdiProviders.class).get()).start()) {
                Dora.join(kith);

                assertThat(container.select(ListeningBean.class).get().heard.poll(60, TimeUnit.SECONDS))
                        .isNotNull();
            }
        }
    }

    @Test
    void an_observer_is_told_everything_of_the_event() {
        Event all = new Event("4711", Instant.EPOCH, "i", "o", "u", 7, EnumSet.allOf(Change.class));

        assertThat(ObserverListener.of(all))
                .isEqualTo(new UserChanged(
                        "4711", Instant.EPOCH, "i", "o", "u", 7, EnumSet.allOf(UserChanged.Change.class)));
        assertThat(Stream.of(UserChanged.Change.values()).map(Enum::name))
                .containsExactlyElementsOf(
                        Stream.of(Change.values()).map(Enum::name).toList());
    }

    @Test
    void listeners_are_chosen_by_name() throws Exception {
        Hearing one = new Hearing("one");
        Hearing other = new Hearing("other");
        assertThat(chosen(List.of("other"), one, other)).containsExactly(other);
        assertThat(chosen(List.of(), one, other)).containsExactly(one, other);
        assertThat(chosen(List.of("other", "one"), one, other)).containsExactly(one, other);
    }

    @Test
    void a_name_that_no_listener_has_stops_the_start() {
        assertThatThrownBy(() -> chosen(List.of("nobody"), new Hearing("one")))
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith(
                        "kith.event-listeners is \"nobody\", but there is no event listener with that name. There are: \"one\"");
    }

    @Test
    void two_listeners_with_one_name_stop_the_start() {
        assertThatThrownBy(() -> chosen(List.of(), new Hearing("one"), new Hearing("one")))
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("There are two event listeners with the same name: \"one\"")
                .hasMessageEndingWith("Remove or rename one.");
    }

    @Test
    void a_listener_whose_name_cannot_be_kept_stops_the_start() {
        assertThatThrownBy(() ->
                        builder().eventListener(new Hearing("n".repeat(51))).start())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining("must be 1 to 50 characters");
    }

    @Test
    void events_go_to_the_webhook_that_is_configured() {
        assertThatThrownBy(() -> builder()
                        .settings(Map.of(
                                "kith.events.webhook.url",
                                "https://127.0.0.1/",
                                "kith.webhook.keys",
                                "k1:" + "A".repeat(43) + "="))
                        .start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.events.webhook.url cannot be used: its address is not public");
    }

    private static List<UserEventListener> chosen(List<String> names, UserEventListener... listeners) {
        try (Providers providers = new Providers(
                List.of((Object[]) listeners),
                ManagedProviders.NONE,
                List.of(),
                name -> PluginSettings.of(name, Map.of()))) {
            return providers.all(ExtensionPoint.EVENT_LISTENER, names, List.of());
        }
    }

    private static SeContainer container(Class<?>... beans) {
        List<Class<?>> all = new ArrayList<>(List.of(beans));
        all.add(CdiProviders.class);
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(all.toArray(Class<?>[]::new))
                .initialize();
    }

    private static DefaultKithBuilder builder() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return new DefaultKithBuilder().dataSource(database).notifier(new Received());
    }

    static class Hearing implements UserEventListener {
        private final String name;
        final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

        Hearing(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public UserEventListener.Outcome handle(Event event) {
            heard.add(event);
            return UserEventListener.Outcome.accepted();
        }

        Event next() throws InterruptedException {
            Event next = heard.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("an event").isNotNull();
            return next;
        }
    }

    @Singleton
    static class ListeningBean extends Hearing {
        ListeningBean() {
            super("bean");
        }
    }

    @Singleton
    static class Observing {
        final BlockingQueue<UserChanged> heard = new LinkedBlockingQueue<>();

        void on(@ObservesAsync UserChanged event) {
            heard.add(event);
        }
    }

    @Singleton
    static class Stumbling {
        final AtomicInteger calls = new AtomicInteger();

        void on(@ObservesAsync UserChanged event) {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("no database yet for " + event.userId());
            }
        }
    }

    @Singleton
    static class Synchronous {
        void on(@Observes UserChanged event) {
            throw new IllegalStateException("nobody fires it " + event);
        }
    }
}

package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.Kith;
import dev.kith.KithStartException;
import dev.kith.api.DeliveryAdmin;
import dev.kith.api.EmailLinks;
import dev.kith.api.Organizations;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserSchemas;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.boot.providers.CdiProviders;
import dev.kith.boot.providers.ExtensionPoint;
import dev.kith.boot.providers.ManagedProviders;
import dev.kith.boot.providers.Providers;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.PluginSettings;
import dev.kith.transport.TransportContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** In a CDI container of its own (Weld). */
class KithBeansTest {

    @Test
    void the_parts_of_the_applications_own_kith_are_beans() {
        try (SeContainer container = container(OwnKith.class)) {
            Kith own = container.select(Kith.class).get();

            assertThat(container.select(UserAccounts.class).get()).isSameAs(own.userAccounts());
            assertThat(container.select(EmailLinks.class).get()).isSameAs(own.emailLinks());
            assertThat(container.select(UserSchemas.class).get()).isSameAs(own.userSchemas());
            assertThat(container.select(Organizations.class).get()).isSameAs(own.organizations());
            assertThat(container.select(DeliveryAdmin.class).get()).isSameAs(own.deliveryAdmin());
            assertThat(container.select(UserTransfer.class).get()).isSameAs(own.userTransfer());
            assertThat(container.select(TransportContext.class).get().accounts())
                    .isSameAs(own.userAccounts());
        }
    }

    @Test
    void the_applications_own_kith_is_one_whatever_its_scope() {
        try (SeContainer container = container(OwnKithWithoutScope.class)) {
            UserAccounts accounts = container.select(UserAccounts.class).get();

            assertThat(container.select(TransportContext.class).get().accounts())
                    .isSameAs(accounts);
            assertThat(container.select(OwnKithWithoutScope.class).get().started())
                    .isEqualTo(1);
        }
    }

    @Test
    void it_starts_with_the_application_so_that_what_is_wrong_is_told_then() {
        assertThatThrownBy(() -> container().close())
                .hasStackTraceContaining(
                        "There is no database. Define a default data source in the server, or set kith.datasource to the"
                                + " JNDI name of another one");
    }

    @Test
    void figures_go_to_the_registry_that_is_a_bean() {
        try (SeContainer container = container(Database.class, OneRegistry.class)) {
            assertThat(figures(container.select(MeterRegistry.class).get())).isEqualTo(1);
            assertThat(figures(Metrics.globalRegistry)).isZero();
        }
    }

    @Test
    void figures_go_to_the_global_registry_where_the_bean_is_a_proxy_for_one_of_its_own() {
        try (SeContainer container = container(Database.class, RegistryInGlobal.class)) {
            assertThat(figures(Metrics.globalRegistry)).isEqualTo(1);
            assertThat(container.select(CompositeMeterRegistry.class).get().getRegistries())
                    .singleElement()
                    .satisfies(inner -> assertThat(figures(inner)).isEqualTo(1));
        }
    }

    @Test
    void figures_go_to_the_global_registry_where_several_are_beans() {
        try (SeContainer container = container(Database.class, OneRegistry.class, OtherRegistry.class)) {
            assertThat(figures(Metrics.globalRegistry)).isEqualTo(1);
            assertThat(container.select(MeterRegistry.class)).allMatch(registry -> figures(registry) == 0);
        }
    }

    private static int figures(MeterRegistry registry) {
        return registry.find("kith.bodies.bytes").gauges().size();
    }

    @Test
    void beans_are_found_as_providers() {
        try (SeContainer container = container(OwnKith.class, OneGenerator.class)) {
            ManagedProviders managed = container.select(CdiProviders.class).get();

            assertThat(managed.of(CodeGenerator.class)).singleElement().satisfies(bean -> {
                assertThat(bean.type()).isEqualTo(OneGenerator.class);
                assertThat(bean.instance().name()).isEqualTo("one");
            });
        }
    }

    @Test
    void a_bean_comes_before_the_default() {
        try (SeContainer container = container(OwnKith.class, OneGenerator.class)) {
            assertThat(chosen(container).name()).isEqualTo("one");
        }
    }

    @Test
    void two_beans_stop_the_start() {
        try (SeContainer container = container(OwnKith.class, OneGenerator.class, OtherGenerator.class)) {
            assertThatThrownBy(() -> chosen(container))
                    .isInstanceOf(KithStartException.class)
                    .hasMessageContaining("\"one\" (" + OneGenerator.class.getName() + ", a CDI bean")
                    .hasMessageContaining("\"other\" (" + OtherGenerator.class.getName() + ", a CDI bean");
        }
    }

    @Test
    void a_bean_whose_constructor_throws_stops_the_start() {
        try (SeContainer container = container(OwnKith.class, BrokenGenerator.class)) {
            assertThatThrownBy(() -> chosen(container))
                    .isInstanceOf(KithStartException.class)
                    .hasMessageContaining("code generator")
                    .hasMessageContaining("no entropy");
        }
    }

    private static CodeGenerator chosen(SeContainer container) {
        try (Providers providers = new Providers(
                List.of(),
                container.select(CdiProviders.class).get(),
                List.of(),
                name -> PluginSettings.of(name, Map.of()))) {
            return providers
                    .choose(ExtensionPoint.CODE_GENERATOR, Optional.empty(), List.of())
                    .orElseThrow();
        }
    }

    private static SeContainer container(Class<?>... beans) {
        List<Class<?>> all = new ArrayList<>(KithBeans.types());
        all.addAll(List.of(beans));
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(all.toArray(Class<?>[]::new))
                .initialize();
    }

    @ApplicationScoped
    static class OwnKith {
        @Produces
        @Singleton
        Kith kith() {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return Kith.builder().dataSource(database).deliver(false).start();
        }
    }

    @ApplicationScoped
    static class OwnKithWithoutScope {
        private int started;

        @Produces
        Kith kith() {
            started++;
            return new OwnKith().kith();
        }

        void close(@Disposes Kith kith) {
            kith.close();
        }

        int started() {
            return started;
        }
    }

    @ApplicationScoped
    static class Database {
        @Produces
        @Singleton
        DataSource database() {
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            return database;
        }
    }

    @ApplicationScoped
    static class OneRegistry {
        @Produces
        @Singleton
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @ApplicationScoped
    static class OtherRegistry {
        @Produces
        @Singleton
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    @ApplicationScoped
    static class RegistryInGlobal {
        @Produces
        @ApplicationScoped
        CompositeMeterRegistry registry() {
            CompositeMeterRegistry registry = new CompositeMeterRegistry().add(new SimpleMeterRegistry());
            Metrics.addRegistry(registry);
            return registry;
        }

        void close(@Disposes CompositeMeterRegistry registry) {
            Metrics.removeRegistry(registry);
        }
    }

    @ApplicationScoped
    static class OneGenerator implements CodeGenerator {
        @Override
        public String name() {
            return "one";
        }

        @Override
        public String generate(Purpose purpose) {
            return "ONE";
        }
    }

    @ApplicationScoped
    static class OtherGenerator implements CodeGenerator {
        @Override
        public String name() {
            return "other";
        }

        @Override
        public String generate(Purpose purpose) {
            return "OTHER";
        }
    }

    @ApplicationScoped
    static class BrokenGenerator implements CodeGenerator {
        BrokenGenerator() {
            throw new IllegalStateException("no entropy");
        }

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public String generate(Purpose purpose) {
            return "BROKEN";
        }
    }
}

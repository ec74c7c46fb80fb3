package dev.kith.boot.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.KithStartException;
import dev.kith.architecture.TopLevelTypes;
import dev.kith.boot.config.Setting;
import dev.kith.spi.Notifier;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever there is for one extension point is there for each of them: the interfaces of the SPI decide. */
class ExtensionPointsTest {
    private static final String NAME = "acme";

    /** The public interfaces of the SPI by whose names one is selected, each in a file of its own. */
    static Stream<Class<?>> interfaces() {
        return TopLevelTypes.beside(Notifier.class).stream()
                .filter(type -> type.isInterface() && Modifier.isPublic(type.getModifiers()))
                .filter(type -> Arrays.stream(type.getMethods())
                        .anyMatch(method -> method.getName().equals("name")));
    }

    static Stream<ExtensionPoint<?>> extensionPoints() {
        return Arrays.stream(ExtensionPoint.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == ExtensionPoint.class)
                .map(field -> {
                    try {
                        return (ExtensionPoint<?>) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void every_interface_of_the_spi_is_an_extension_point_and_nothing_else_is() {
        assertThat(extensionPoints().<Class<?>>map(ExtensionPoint::type))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(interfaces().toList());
        assertThat(ExtensionPoint.typeNames())
                .containsExactlyInAnyOrderElementsOf(
                        interfaces().map(Class::getName).toList());
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void a_cdi_bean_of_it_is_found(Class<?> type) {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(CdiProviders.class)
                .addExtensions(new OneBean(type))
                .initialize()) {
            assertThat(container.select(CdiProviders.class).get().of(type))
                    .singleElement()
                    .satisfies(bean -> assertThat(bean.instance()).isInstanceOf(type));
        }
    }

    @ParameterizedTest
    @MethodSource("extensionPoints")
    void a_program_passes_it_and_its_setting_names_it(ExtensionPoint<?> point) throws ReflectiveOperationException {
        KithBuilder builder = builder().setting(point.key(), NAME);
        passing(point.type()).invoke(builder, provider(point.type()));

        try (Kith kith = builder.start()) {
            assertThat(kith.settings().value(point.key())).contains(NAME);
        }
    }

    @ParameterizedTest
    @MethodSource("extensionPoints")
    void its_setting_refuses_a_name_that_no_provider_has(ExtensionPoint<?> point) {
        KithBuilder builder = builder().setting(point.key(), NAME);

        assertThat(Setting.all().stream().map(Setting::key)).contains(point.key());
        assertThatThrownBy(() -> builder.start().close())
                .isInstanceOf(KithStartException.class)
                .hasMessageContaining(point.key() + " is \"" + NAME + "\", but there is no " + point.words());
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void the_contract_kit_tests_it(Class<?> type) throws ClassNotFoundException {
        assertThat(Class.forName("dev.kith.spi.contract." + type.getSimpleName() + "Contract"))
                .isAbstract()
                .isPublic();
    }

    private static KithBuilder builder() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Kith.builder().dataSource(database).deliver(false);
    }

    /** The builder's method for providers of a type; it has the type's name, or the last words of it. */
    private static Method passing(Class<?> type) {
        List<Method> methods = Arrays.stream(KithBuilder.class.getMethods())
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {type}))
                .filter(method -> lower(type.getSimpleName()).endsWith(lower(method.getName())))
                .toList();
        assertThat(methods)
                .as("methods of the builder that take a " + type.getSimpleName())
                .hasSize(1);
        return methods.get(0);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A provider that has a name and is good for everything. */
    private static Object provider(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Answers());
    }

    private static final class Answers implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object provider, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(provider, method, arguments);
            }
            if (method.getReturnType() == boolean.class) {
                return true;
            }
            if (method.getReturnType() == Optional.class) {
                return Optional.empty();
            }
            return method.getReturnType() == String.class ? NAME : null;
        }
    }

    /** Adds a bean of a type to a container. */
    static final class OneBean implements Extension {
        private final Class<?> type;

        private OneBean(Class<?> type) {
            this.type = type;
        }

        void add(@Observes AfterBeanDiscovery discovery) {
            discovery.addBean().types(type).scope(Dependent.class).produceWith(instance -> provider(type));
        }
    }
}

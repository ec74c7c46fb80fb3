package dev.kith.health;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checks become beans where that can be, and nothing happens where it cannot. */
class HealthExtensionTest {
    private static final String API = "org.eclipse.microprofile.health.";

    @BeforeAll
    static void answer() {
        HealthAnswers.use();
    }

    @Test
    void a_container_finds_it() {
        assertThat(ServiceLoader.load(Extension.class)).anyMatch(HealthExtension.class::isInstance);
    }

    @Test
    void the_checks_are_beans_and_down_until_kith_has_been_started() {
        try (SeContainer container = container(NotStarted.class)) {
            assertThat(container
                            .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                            .get()
                            .call())
                    .satisfies(answer -> {
                        assertThat(answer.getName()).isEqualTo("kith:ready");
                        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
                        assertThat(answer.getData()).isEmpty();
                    });
            assertThat(container
                            .select(HealthCheck.class, Startup.Literal.INSTANCE)
                            .get()
                            .call())
                    .satisfies(answer -> {
                        assertThat(answer.getName()).isEqualTo("kith:started");
                        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
                    });
        }
    }

    @Test
    void a_container_in_which_kith_is_no_bean_gets_no_checks() {
        try (SeContainer container = container(Unconcerned.class)) {
            assertThat(container.select(HealthCheck.class, Readiness.Literal.INSTANCE))
                    .isEmpty();
        }
    }

    @Test
    void nothing_is_loaded_that_needs_classes_which_the_host_lacks() throws Exception {
        assertThat(checksLoaded(true)).isTrue();
        assertThat(checksLoaded(false)).isFalse();
    }

    private static boolean checksLoaded(boolean withHealth) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (Host host = new Host(withHealth)) {
            thread.setContextClassLoader(host);
            Callable<?> start = (Callable<?>) host.loadClass(ContainerStart.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(start.call()).isEqualTo("started");
            return host.hasLoaded(ReadinessCheck.class.getName()) || host.hasLoaded(StartupCheck.class.getName());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static SeContainer container(Class<?> bean) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(bean)
                .addExtensions(new HealthExtension())
                .initialize();
    }

    /** What a host does with Kith. */
    public static final class ContainerStart implements Callable<String> {
        @Override
        public String call() {
            try (SeContainer container = container(NotStarted.class)) {
                return container.select(NotStarted.class).get().health().isPresent() ? "ready" : "started";
            }
        }
    }

    /** A Kith whose start goes on. */
    @ApplicationScoped
    static class NotStarted implements StartedHealth {
        @Override
        public Optional<KithHealth> health() {
            return Optional.empty();
        }
    }

    @ApplicationScoped
    static class Unconcerned {}

    /** Has the classes of this project anew, and those of MicroProfile Health or not. */
    private static final class Host extends URLClassLoader {
        private final boolean withHealth;

        Host(boolean withHealth) {
            super(classPath().toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            this.withHealth = withHealth;
        }

        private static List<URL> classPath() {
            return Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                    .map(Host::url)
                    .toList();
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException("a path is a URL", e);
            }
        }

        boolean hasLoaded(String name) {
            return findLoadedClass(name) != null;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!withHealth && name.startsWith(API)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }
}

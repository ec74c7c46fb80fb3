package dev.kith;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.kith.core.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is secret does not get into a log because somebody logs the thing that holds it. */
class SecretsTest {
    private static final Set<String> SECRET_NAMES =
            Set.of("code", "emailcode", "phonecode", "token", "password", "link", "undolink", "guess");

    static Stream<Class<?>> records() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.kith").stream()
                        .filter(type ->
                                type.isRecord() && !type.getPackageName().startsWith("dev.kith.spi.contract"))
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type ->
                                Arrays.stream(type.getRecordComponents()).anyMatch(SecretsTest::isSecret));
    }

    private static boolean isSecret(RecordComponent component) {
        Class<?> type = component.getType();
        return SECRET_NAMES.contains(component.getName().toLowerCase(Locale.ROOT))
                && (type == String.class || type == URI.class);
    }

    @Test
    void a_secret_is_itself_and_shows_nothing() {
        Secret secret = new Secret("canary");

        assertThat(secret).hasToString("***").isEqualTo(new Secret("canary")).isNotEqualTo(new Secret("other"));
        assertThat(secret.reveal()).isEqualTo("canary");
        assertThat(secret).hasSameHashCodeAs(new Secret("canary"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void a_record_with_a_secret_leaves_it_out_of_its_text(Class<?> type) throws ReflectiveOperationException {
        String text = instance(type).toString();

        assertThat(text).doesNotContainIgnoringCase("canary").isNotEmpty();
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = isSecret(components[i]) ? secret(types[i]) : plain(types[i]);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static @Nullable Object instanceOrNull(Class<?> type) throws ReflectiveOperationException {
        try {
            return instance(type);
        } catch (InvocationTargetException demanding) {
            return null;
        }
    }

    private static Object secret(Class<?> type) {
        return type == URI.class ? URI.create("https://id.example.com/canary") : "canary";
    }

    private static @Nullable Object plain(Class<?> type) throws ReflectiveOperationException {
        if (type.isPrimitive()) {
            return type == boolean.class ? (Object) false : type == long.class ? (Object) 1L : (Object) 1;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isRecord()) {
            return instanceOrNull(type);
        }
        if (type.isSealed()) {
            return plain(type.getPermittedSubclasses()[0]);
        }
        Map<Class<?>, Object> known = Map.of(
                String.class, "plain",
                URI.class, URI.create("https://id.example.com"),
                List.class, List.of(),
                Set.class, Set.of(),
                Map.class, Map.of(),
                Optional.class, Optional.empty(),
                Instant.class, Instant.EPOCH,
                Duration.class, Duration.ZERO);
        return known.get(type);
    }
}

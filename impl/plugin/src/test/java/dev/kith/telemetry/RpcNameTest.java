package dev.kith.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RpcNameTest {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern SERVICE = Pattern.compile("(?m)^service (\\w+)");
    private static final Pattern METHOD = Pattern.compile("\\brpc (\\w+)");

    private static final Set<String> OFFERED = Stream.of(
                    "user/v3alpha/user_service", "userschema/v3alpha/user_schema_service")
            .flatMap(RpcNameTest::methods)
            .collect(Collectors.toUnmodifiableSet());

    @ParameterizedTest
    @EnumSource
    void a_call_is_called_as_the_files_for_clients_call_it(Operation operation) {
        assertThat(OFFERED).contains(RpcName.of(operation));
    }

    private static Stream<String> methods(String file) {
        String text = text("/dev/kith/wire/zitadel/resources/" + file + ".proto");
        String service = first(PACKAGE, text) + "." + first(SERVICE, text);
        return METHOD.matcher(text).results().map(method -> service + "/" + method.group(1));
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Operation.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

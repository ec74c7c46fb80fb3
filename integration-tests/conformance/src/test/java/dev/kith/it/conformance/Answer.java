package dev.kith.it.conformance;

import dev.kith.api.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status the HTTP status over JSON, otherwise the gRPC status
 * @param headers the headers by name in lower case; over JSON only
 * @param body the answer, or {@code code}, {@code message} and {@code details} of an error
 */
record Answer(
        int status,
        Map<String, List<String>> headers,
        @Nullable Json body) {
    @Nullable
    Json header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : new Json.Text(String.join(", ", values));
    }
}

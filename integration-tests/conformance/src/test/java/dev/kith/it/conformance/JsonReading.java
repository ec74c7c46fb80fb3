package dev.kith.it.conformance;

import dev.kith.api.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads JSON with a parser that is not the server's own, so that a bug in that one cannot hide; its limits are
 * wider as well, so that cases about limits can be written.
 */
final class JsonReading {
    private static final JsonReaderFactory READERS =
            jakarta.json.Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

    private JsonReading() {}

    static Json read(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return value(reader.readValue());
        }
    }

    private static Json value(JsonValue value) {
        return switch (value.getValueType()) {
            case OBJECT -> object(value.asJsonObject());
            case ARRAY -> array(value.asJsonArray());
            case STRING -> new Json.Text(((JsonString) value).getString());
            case NUMBER -> new Json.Num(((JsonNumber) value).bigDecimalValue());
            case TRUE -> Json.Bool.TRUE;
            case FALSE -> Json.Bool.FALSE;
            case NULL -> Json.Null.NULL;
        };
    }

    private static Json object(JsonObject object) {
        Map<String, Json> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(name, value(value)));
        return new Json.Obj(members);
    }

    private static Json array(JsonArray array) {
        return new Json.Arr(array.stream().map(JsonReading::value).toList());
    }
}

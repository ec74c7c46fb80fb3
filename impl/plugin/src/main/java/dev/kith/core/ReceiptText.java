package dev.kith.core;

import dev.kith.api.Details;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Receipt;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a receipt that is kept. It has secrets, so it is only kept sealed. */
final class ReceiptText {
    private ReceiptText() {}

    static String write(Receipt receipt) {
        Map<String, Json> members = new LinkedHashMap<>();
        put(members, "id", receipt.details().id());
        put(members, "created", receipt.details().created().toString());
        put(members, "changed", receipt.details().changed().toString());
        put(members, "organization", receipt.details().organization());
        put(members, "version", receipt.version());
        put(members, "emailCode", receipt.emailCode());
        put(members, "phoneCode", receipt.phoneCode());
        return JsonText.write(new Json.Obj(members));
    }

    private static void put(Map<String, Json> members, String name, @Nullable String value) {
        if (value != null) {
            members.put(name, new Json.Text(value));
        }
    }

    /** The receipt, as one that is given again. */
    static Receipt read(String text) {
        try {
            Json.Obj members = (Json.Obj) JsonText.read(text);
            return new Receipt(
                    new Details(
                            required(members, "id"),
                            Instant.parse(required(members, "created")),
                            Instant.parse(required(members, "changed")),
                            required(members, "organization")),
                    required(members, "version"),
                    optional(members, "emailCode"),
                    optional(members, "phoneCode"),
                    Receipt.Effect.REPLAYED);
        } catch (JsonText.Unreadable | ClassCastException | DateTimeParseException e) {
            throw new IllegalStateException("a kept answer is unreadable", e);
        }
    }

    private static String required(Json.Obj members, String name) {
        String value = optional(members, name);
        if (value == null) {
            throw new IllegalStateException("a kept answer has no " + name);
        }
        return value;
    }

    private static @Nullable String optional(Json.Obj members, String name) {
        return members.get(name) instanceof Json.Text text ? text.value() : null;
    }
}

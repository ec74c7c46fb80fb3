package dev.kith.json;

import dev.harrel.jsonschema.JsonNode;
import dev.kith.api.Json;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A node whose value is a JSON value. As a value of another type it is empty: the library asks for the type first. */
interface ValueNode extends JsonNode {
    Json json();

    @Override
    default boolean asBoolean() {
        return json() == Json.Bool.TRUE;
    }

    @Override
    default String asString() {
        return json() instanceof Json.Text text ? text.value() : "";
    }

    @Override
    default BigInteger asInteger() {
        return asNumber().toBigInteger();
    }

    @Override
    default BigDecimal asNumber() {
        return json() instanceof Json.Num number ? number.value() : BigDecimal.ZERO;
    }
}

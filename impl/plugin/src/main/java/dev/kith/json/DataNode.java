package dev.kith.json;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.json.document.JsonPointer;
import dev.kith.json.document.WorkBudget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as the library sees it. Belongs to one validation, and so to one thread. */
final class DataNode implements ValueNode {
    /** Lets the library read its own meta-schemas. */
    static final JsonNodeFactory FACTORY = new Factory();

    private final Json json;
    private final @Nullable DataNode holder;
    private final String name;
    private final WorkBudget budget;
    private @Nullable String pointer;
    private @Nullable List<JsonNode> items;
    private @Nullable Map<String, JsonNode> members;
    private long weight;

    private DataNode(Json json, @Nullable DataNode holder, String name, WorkBudget budget) {
        this.json = json;
        this.holder = holder;
        this.name = name;
        this.budget = budget;
    }

    static DataNode root(Json json, WorkBudget budget) {
        return new DataNode(json, null, "", budget);
    }

    /** The name of a member as a value, at the pointer of the object. */
    DataNode nameNode(String member) {
        DataNode node = new DataNode(new Json.Text(member), this, "", budget);
        node.pointer = pointer();
        return node;
    }

    @Override
    public Json json() {
        return json;
    }

    WorkBudget budget() {
        return budget;
    }

    /** The approximate size of the value, including everything that it contains; 1 for the smallest. */
    long weight() {
        if (weight == 0) {
            weight = 1 + breadth();
            if (json instanceof Json.Arr) {
                asArray().forEach(item -> weight += ((DataNode) item).weight());
            } else if (json instanceof Json.Obj) {
                asObject().values().forEach(member -> weight += ((DataNode) member).weight());
            }
        }
        return weight;
    }

    /** The approximate size of the value itself; 0 for the smallest. */
    long breadth() {
        if (json instanceof Json.Text text) {
            return text.value().length() / 64;
        }
        if (json instanceof Json.Num number) {
            return number.value().precision() / 64;
        }
        if (json instanceof Json.Arr array) {
            return array.items().size() / 8;
        }
        return json instanceof Json.Obj object ? object.members().size() / 8 : 0;
    }

    @Override
    public String getJsonPointer() {
        String told = pointer();
        budget.note(told.length());
        return told;
    }

    private String pointer() {
        if (pointer == null) {
            pointer = holder == null ? "" : JsonPointer.child(holder.pointer(), name);
        }
        return pointer;
    }

    @Override
    public SimpleType getNodeType() {
        return typeOf(json);
    }

    static SimpleType typeOf(Json json) {
        if (json instanceof Json.Num number) {
            return isIntegral(number.value()) ? SimpleType.INTEGER : SimpleType.NUMBER;
        }
        if (json instanceof Json.Obj) {
            return SimpleType.OBJECT;
        }
        if (json instanceof Json.Arr) {
            return SimpleType.ARRAY;
        }
        if (json instanceof Json.Text) {
            return SimpleType.STRING;
        }
        return json == Json.Null.NULL ? SimpleType.NULL : SimpleType.BOOLEAN;
    }

    static boolean isScalar(Json json) {
        return !(json instanceof Json.Obj) && !(json instanceof Json.Arr);
    }

    private static boolean isIntegral(BigDecimal value) {
        return value.scale() <= 0 || value.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public List<JsonNode> asArray() {
        if (items == null) {
            List<Json> values = json instanceof Json.Arr array ? array.items() : List.of();
            List<JsonNode> nodes = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) {
                nodes.add(new DataNode(values.get(i), this, Integer.toString(i), budget));
            }
            items = nodes;
        }
        return items;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        if (members == null) {
            Map<String, JsonNode> nodes = new LinkedHashMap<>();
            if (json instanceof Json.Obj object) {
                object.members()
                        .forEach((member, value) -> nodes.put(member, new DataNode(value, this, member, budget)));
            }
            members = nodes;
        }
        return members;
    }

    /** Keeps the value out of messages. */
    @Override
    public String toPrintableString() {
        return "";
    }

    @Override
    public String toString() {
        return json.toString();
    }

    private static final class Factory implements JsonNodeFactory {
        @Override
        public JsonNode wrap(Object node) {
            return node instanceof JsonNode wrapped ? wrapped : root((Json) node, new WorkBudget(Long.MAX_VALUE));
        }

        @Override
        public JsonNode create(String text) {
            try {
                return wrap(JsonText.read(text));
            } catch (JsonText.Unreadable e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}

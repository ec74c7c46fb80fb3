package dev.kith.json;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SimpleType;
import dev.kith.api.Json;
import dev.kith.json.document.JsonPointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema, or the value of one of its keywords, as the library sees it: without identifiers, annotations and unknown
 * keywords, and with every reference resolved. The library treats every object that it sees as a schema, so values that are
 * data ({@code const}, {@code enum}) are not passed to it.
 */
final class SchemaNode implements ValueNode {
    /**
     * Added next to {@code patternProperties}. An evaluator cannot both fail and report which names it has evaluated,
     * but its siblings need to know them; so one evaluator reports the names and the other one validates.
     */
    static final String JUDGED_PATTERNS = "patternProperties:judged";

    /** The keyword of the schemas below unknown keywords to which references lead. */
    static final String REFERENCED = "unknown:referenced";

    private static final Set<String> DATA = Set.of("const", "enum");

    private final String key;
    private final SimpleType type;
    private final Json json;
    private final @Nullable Subschema owner;
    private final Map<String, JsonNode> members = new LinkedHashMap<>();
    private final List<JsonNode> items = new ArrayList<>();

    private SchemaNode(String key, SimpleType type, Json json, @Nullable Subschema owner) {
        this.key = key;
        this.type = type;
        this.json = json;
        this.owner = owner;
    }

    static SchemaNode root(Subschema subschema, SchemaDialect dialect) {
        return schema(subschema, null, dialect);
    }

    private static SchemaNode schema(Subschema described, @Nullable Subschema owner, SchemaDialect dialect) {
        SchemaNode node = new SchemaNode(described.key, DataNode.typeOf(described.source), described.source, owner);
        if (described.source instanceof Json.Obj object) {
            object.members().forEach((keyword, value) -> {
                SchemaNode child = keyword(described, keyword, value, dialect);
                if (child != null) {
                    node.members.put(keyword, child);
                }
                if (keyword.equals("patternProperties")) {
                    node.members.put(
                            JUDGED_PATTERNS,
                            value(JsonPointer.child(described.key, JUDGED_PATTERNS), value, described, true));
                }
            });
        }
        if (!described.referenced.isEmpty()) {
            String key = JsonPointer.child(described.key, REFERENCED);
            node.members.put(REFERENCED, list(described.referenced, key, null, dialect));
        }
        return node;
    }

    private static @Nullable SchemaNode keyword(
            Subschema subschema, String keyword, Json value, SchemaDialect dialect) {
        String key = JsonPointer.child(subschema.key, keyword);
        Subschema target = subschema.targets.get(keyword);
        String metaSchema = target == null ? subschema.metaSchemas.get(keyword) : "#" + target.key;
        if (metaSchema != null) {
            return new SchemaNode(key, SimpleType.STRING, new Json.Text(metaSchema), subschema);
        }
        if (subschema.listed.containsKey(keyword)) {
            Subschema one = subschema.one(keyword);
            return one == null
                    ? list(subschema.list(keyword), key, subschema, dialect)
                    : schema(one, subschema, dialect);
        }
        if (subschema.named.containsKey(keyword)) {
            return named(subschema, keyword, (Json.Obj) value, key, dialect);
        }
        return dialect.asserts(keyword) ? value(key, value, subschema, DATA.contains(keyword)) : null;
    }

    private static SchemaNode list(
            List<Subschema> items, String key, @Nullable Subschema owner, SchemaDialect dialect) {
        SchemaNode node = new SchemaNode(key, SimpleType.ARRAY, Json.Null.NULL, owner);
        items.forEach(item -> node.items.add(schema(item, null, dialect)));
        return node;
    }

    private static SchemaNode named(
            Subschema subschema, String keyword, Json.Obj source, String key, SchemaDialect dialect) {
        SchemaNode node = new SchemaNode(key, SimpleType.OBJECT, Json.Null.NULL, subschema);
        source.members().forEach((name, value) -> {
            Subschema held = subschema.named(keyword).get(name);
            node.members.put(
                    name,
                    held == null
                            ? value(JsonPointer.child(key, node.members.size()), value, null, false)
                            : schema(held, null, dialect));
        });
        return node;
    }

    private static SchemaNode value(String key, Json value, @Nullable Subschema owner, boolean hidden) {
        SchemaNode node = new SchemaNode(key, hidden ? SimpleType.NULL : DataNode.typeOf(value), value, owner);
        if (!hidden && value instanceof Json.Arr array) {
            array.items()
                    .forEach(item ->
                            node.items.add(value(JsonPointer.child(key, node.items.size()), item, null, false)));
        } else if (!hidden && value instanceof Json.Obj object) {
            object.members()
                    .forEach((name, member) -> node.members.put(
                            name, value(JsonPointer.child(key, node.members.size()), member, null, false)));
        }
        return node;
    }

    /** The schema whose keyword has this value, {@code null} for everything deeper. */
    @Nullable
    Subschema owner() {
        return owner;
    }

    @Override
    public Json json() {
        return json;
    }

    @Override
    public String getJsonPointer() {
        return key;
    }

    @Override
    public SimpleType getNodeType() {
        return type;
    }

    @Override
    public List<JsonNode> asArray() {
        return items;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        return members;
    }
}

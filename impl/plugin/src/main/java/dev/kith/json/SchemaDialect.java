package dev.kith.json;

import dev.harrel.jsonschema.Dialect;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.SpecificationVersion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The versions of JSON Schema that a schema may use, and the subschemas that their keywords hold. */
final class SchemaDialect {
    static final SchemaDialect DRAFT4 = new SchemaDialect(SpecificationVersion.DRAFT4, new Dialects.Draft4Dialect());
    static final SchemaDialect DRAFT6 = new SchemaDialect(SpecificationVersion.DRAFT6, new Dialects.Draft6Dialect());
    static final SchemaDialect DRAFT7 = new SchemaDialect(SpecificationVersion.DRAFT7, new Dialects.Draft7Dialect());
    static final SchemaDialect DRAFT2019 =
            new SchemaDialect(SpecificationVersion.DRAFT2019_09, new Dialects.Draft2019Dialect());

    /** Also used for ZITADEL's own dialect and for schemas without {@code $schema}. */
    static final SchemaDialect DRAFT2020 =
            new SchemaDialect(SpecificationVersion.DRAFT2020_12, new Dialects.Draft2020Dialect());

    /** ZITADEL's dialect: draft 2020-12 and the permission keyword. */
    static final String ZITADEL = "urn:zitadel:schema:v1";

    /** Where the newest version is found. */
    private static final String NEWEST = "https://json-schema.org/schema";

    private static final Set<String> DATA = Set.of("default", "examples", "$vocabulary", PermissionGrant.KEYWORD);

    private static final Set<String> SILENT = Set.of("definitions", "$defs", "then", "else", "contentSchema");

    private final SpecificationVersion version;
    private final Dialect dialect;
    private final Map<String, Holding> positions = new HashMap<>();
    private final Set<String> assertions = new HashSet<>();

    private SchemaDialect(SpecificationVersion version, Dialect dialect) {
        this.version = version;
        this.dialect = dialect;
        hold(Holding.ONE, "additionalProperties", "not");
        hold(Holding.LIST, "allOf", "anyOf", "oneOf");
        hold(Holding.NAMED, "properties", "patternProperties", "definitions", "$defs");
        assertions.addAll(List.of("type", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum"));
        assertions.addAll(List.of("exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems"));
        assertions.addAll(List.of("uniqueItems", "maxProperties", "minProperties", "required"));
        if (isBefore2019()) {
            hold(Holding.NAMED, "dependencies");
            assertions.add("format");
        } else {
            hold(Holding.ONE, "unevaluatedProperties", "unevaluatedItems", "contentSchema");
            hold(Holding.NAMED, "dependentSchemas");
            assertions.addAll(List.of("minContains", "maxContains", "dependentRequired"));
        }
        if (version == SpecificationVersion.DRAFT2020_12) {
            hold(Holding.ONE, "items");
            hold(Holding.LIST, "prefixItems");
        } else {
            hold(Holding.ONE_OR_LIST, "items");
            hold(Holding.ONE, "additionalItems");
        }
        if (version != SpecificationVersion.DRAFT4) {
            hold(Holding.ONE, "contains", "propertyNames");
            assertions.add("const");
        }
        if (version != SpecificationVersion.DRAFT4 && version != SpecificationVersion.DRAFT6) {
            hold(Holding.ONE, "if", "then", "else");
        }
    }

    private void hold(Holding holding, String... keywords) {
        Arrays.stream(keywords).forEach(keyword -> positions.put(keyword, holding));
    }

    /**
     * The version that a {@code $schema} names; empty if it is not supported. The identifiers of the official meta-schemas
     * count with {@code http} and {@code https}, and with and without an empty fragment.
     */
    static Optional<SchemaDialect> named(String schema) {
        String plain = plain(schema);
        return schema.equals(ZITADEL) || plain.equals(NEWEST)
                ? Optional.of(DRAFT2020)
                : Stream.of(DRAFT4, DRAFT6, DRAFT7, DRAFT2019, DRAFT2020)
                        .filter(dialect -> plain.equals(plain(dialect.metaSchema())))
                        .findFirst();
    }

    private static String plain(String uri) {
        String secure = uri.startsWith("http://") ? "https" + uri.substring("http".length()) : uri;
        return secure.endsWith("#") ? secure.substring(0, secure.length() - 1) : secure;
    }

    String metaSchema() {
        return version.getId();
    }

    Dialect dialect() {
        return dialect;
    }

    /** Whether {@code $ref} makes validation ignore its siblings, and {@code format} is more than an annotation. */
    boolean isBefore2019() {
        return version != SpecificationVersion.DRAFT2019_09 && version != SpecificationVersion.DRAFT2020_12;
    }

    String identifier() {
        return this == DRAFT4 ? "id" : "$id";
    }

    /** The keyword whose schemas apply to nothing by themselves. */
    String definitions() {
        return isBefore2019() ? "definitions" : "$defs";
    }

    /** The keywords that refer to another schema. */
    List<String> references() {
        if (isBefore2019()) {
            return List.of("$ref");
        }
        return List.of("$ref", this == DRAFT2019 ? "$recursiveRef" : "$dynamicRef");
    }

    /** Whether a keyword has a meaning, so that what stands below it is not a schema unless it is one by that meaning. */
    boolean isKnown(String keyword) {
        return positions.containsKey(keyword) || assertions.contains(keyword) || DATA.contains(keyword);
    }

    /** Keyword to how it holds schemas. */
    Map<String, Holding> positions() {
        return positions;
    }

    /** Whether a keyword that holds no schemas takes part in validation. */
    boolean asserts(String keyword) {
        return assertions.contains(keyword);
    }

    /** Whether a keyword that is passed to the library validates nothing by itself. */
    boolean isSilent(String keyword) {
        return SILENT.contains(keyword) || (this == DRAFT4 && keyword.startsWith("exclusive"));
    }

    /** How a keyword holds schemas. */
    enum Holding {
        /** One schema. */
        ONE,
        /** A list of schemas. */
        LIST,
        /** One schema or a list of them. */
        ONE_OR_LIST,
        /** Schemas by name. */
        NAMED
    }
}

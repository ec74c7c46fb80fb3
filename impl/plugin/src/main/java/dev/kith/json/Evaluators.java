package dev.kith.json;

import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.Evaluator.Result;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import dev.kith.api.Json;
import dev.kith.json.document.JsonPointer;
import dev.kith.json.text.Formats;
import dev.kith.json.text.GuardedPattern;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keywords of one draft: the library's, except where exact numbers, the regular expression engine or limits require our
 * own; all of them metered.
 */
final class Evaluators implements EvaluatorFactory {
    private final SchemaDialect dialect;

    Evaluators(SchemaDialect dialect) {
        this.dialect = dialect;
    }

    /** The library drops a keyword whose value it cannot use, which would then match everything; here it is an error. */
    @Override
    public Optional<Evaluator> create(SchemaParsingContext context, String keyword, JsonNode node) {
        if (!(node instanceof SchemaNode value)) {
            return Optional.empty();
        }
        Subschema owner = value.owner();
        if (owner == null) {
            return Optional.empty();
        }
        Evaluator evaluator = own(context, keyword, value, owner);
        if (evaluator == null) {
            String name = dialect.references().contains(keyword) ? "$ref" : keyword;
            evaluator = dialect.dialect()
                    .getEvaluatorFactory()
                    .create(context, name, value)
                    .orElse(null);
        }
        if (evaluator == null && !dialect.isSilent(keyword)) {
            throw new Unusable(JsonPointer.child(owner.pointer, keyword));
        }
        return Optional.ofNullable(evaluator)
                .map(judge ->
                        new MeteredEvaluator(judge, keyword, 1 + value.asArray().size()));
    }

    private @Nullable Evaluator own(SchemaParsingContext context, String keyword, SchemaNode value, Subschema owner) {
        return switch (keyword) {
            case "const" -> judging(keyword, data -> isEqual(data, value.json()));
            case "enum" -> oneOf(keyword, ((Json.Arr) value.json()).items());
            case "multipleOf" -> multipleOf(keyword, value.asNumber());
            case "uniqueItems" -> judging(keyword, data -> !value.asBoolean() || isWithoutRepetition(data));
            case "pattern" -> pattern(keyword, owner.pattern(value.asString()));
            case "format" -> format(keyword, value.asString());
            case "patternProperties" -> new MatchedNames(patterns(context, value, owner));
            case SchemaNode.JUDGED_PATTERNS -> new MatchedMembers(patterns(context, patternProperties(context), owner));
            case "propertyNames" -> new MemberNames(keyword, context.getAbsoluteUri(value));
            default -> null;
        };
    }

    private static Evaluator judging(String keyword, Predicate<DataNode> fits) {
        return (context, node) -> fits.test((DataNode) node) ? Result.success() : Result.failure(keyword);
    }

    private static boolean isEqual(DataNode data, Json json) {
        data.budget().spend(data.weight());
        return data.json().equals(json);
    }

    private static Evaluator oneOf(String keyword, List<Json> allowed) {
        Set<Json> values = new HashSet<>(allowed);
        return judging(keyword, data -> {
            data.budget().spend(data.weight());
            return values.contains(data.json());
        });
    }

    /** The library treats a remainder that is too small for a double as zero. */
    private static Evaluator multipleOf(String keyword, BigDecimal factor) {
        return judging(keyword, data -> {
            data.budget().spend(20);
            return !data.isNumber() || data.asNumber().remainder(factor).signum() == 0;
        });
    }

    private static boolean isWithoutRepetition(DataNode data) {
        data.budget().spend(data.weight());
        Set<Element> seen = new HashSet<>();
        return data.asArray().stream().allMatch(item -> seen.add(new Element((DataNode) item)));
    }

    private static Evaluator pattern(String keyword, GuardedPattern pattern) {
        return judging(keyword, data -> !data.isString() || pattern.finds(data.asString(), data.budget()));
    }

    /** An unknown format matches everything. */
    private static Evaluator format(String keyword, String name) {
        Predicate<String> format = Formats.named(name).orElse(text -> true);
        int cost = Formats.cost(name);
        return judging(keyword, data -> {
            data.budget().spend(cost);
            return !data.isString() || format.test(data.asString());
        });
    }

    private static SchemaNode patternProperties(SchemaParsingContext context) {
        return (SchemaNode)
                Objects.requireNonNull(context.getCurrentSchemaObject().get("patternProperties"));
    }

    private static List<NamePattern> patterns(SchemaParsingContext context, SchemaNode value, Subschema owner) {
        return value.asObject().entrySet().stream()
                .map(entry -> new NamePattern(owner.pattern(entry.getKey()), context.getAbsoluteUri(entry.getValue())))
                .toList();
    }

    private record NamePattern(GuardedPattern pattern, String schema) {}

    /** Reports the names that the patterns match. */
    private record MatchedNames(List<NamePattern> patterns) implements Evaluator {
        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            Set<String> matched = new HashSet<>();
            for (String name : node.asObject().keySet()) {
                if (patterns.stream().anyMatch(entry -> entry.pattern().finds(name, ((DataNode) node).budget()))) {
                    matched.add(name);
                }
            }
            return node.isObject() ? Result.success(matched) : Result.success();
        }
    }

    /** Validates the members whose names the patterns match. */
    private record MatchedMembers(List<NamePattern> patterns) implements Evaluator {
        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            boolean valid = true;
            for (Map.Entry<String, JsonNode> member : node.asObject().entrySet()) {
                for (NamePattern entry : patterns) {
                    if (entry.pattern().finds(member.getKey(), ((DataNode) node).budget())) {
                        valid &= context.resolveInternalRefAndValidate(entry.schema(), member.getValue());
                    }
                }
            }
            return valid ? Result.success() : Result.failure();
        }
    }

    /** Validates the names of members. The library's own evaluator would pass unmetered values to its subschemas. */
    private record MemberNames(String keyword, String schema) implements Evaluator {
        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            boolean valid = true;
            for (String name : node.asObject().keySet()) {
                valid &= context.resolveInternalRefAndValidate(schema, ((DataNode) node).nameNode(name));
            }
            return valid ? Result.success() : Result.failure(keyword);
        }
    }

    /** An element of an array in a set; comparing it is metered, as strings with equal hashes can be constructed. */
    private record Element(DataNode node, int hash) {
        Element(DataNode node) {
            this(node, node.json().hashCode());
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            node.budget().spend(1 + node.breadth());
            return other instanceof Element element
                    && hash == element.hash
                    && node.json().equals(element.node.json());
        }
    }

    /** Counts each evaluation. Those that search the annotations collected so far cost more. */
    private record MeteredEvaluator(Evaluator evaluator, String keyword, int cost) implements Evaluator {
        @Override
        public Result evaluate(EvaluationContext context, JsonNode node) {
            DataNode data = (DataNode) node;
            long notes = keyword.startsWith("unevaluated") ? data.budget().noted() / 16 : 0;
            data.budget().spend(cost + data.breadth() + notes);
            return evaluator.evaluate(context, node);
        }

        @Override
        public int getOrder() {
            return evaluator.getOrder();
        }
    }

    /** A keyword that the library cannot use. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String pointer;

        Unusable(String pointer) {
            super("unusable keyword", null, false, false);
            this.pointer = pointer;
        }

        String pointer() {
            return pointer;
        }
    }
}

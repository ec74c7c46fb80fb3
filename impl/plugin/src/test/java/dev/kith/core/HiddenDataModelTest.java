package dev.kith.core;

import static dev.kith.core.HiddenData.H;
import static dev.kith.core.HiddenData.W;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Problem;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.Covered;
import dev.kith.core.Documents.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All changes of a small world, applied to all users of it: whoever sees the same of two users gets the same answers, and
 * what it does not see and does not name is still there afterwards.
 */
class HiddenDataModelTest {
    private static final List<String> SCALARS = List.of("1", "null", "{}", "[]");

    /** A schema without rules that tie what can be seen to what cannot, and the pointers of what is hidden. */
    static Stream<Arguments> schemas() {
        return Stream.of(H, W)
                .flatMap(keyword -> Stream.of(
                                "{'properties':{'h':{%s},'v':{'type':'string'}}} /h",
                                "{'properties':{'h':{%s,'type':'integer'},'v':{}}} /h",
                                "{'properties':{'o':{'properties':{'h':{%s},'v':{'type':'integer'}}}}} /o/h",
                                "{'properties':{'o':{'type':'object','properties':{'h':{%s}}}}} /o/h",
                                "{'properties':{'o':{'properties':{'o':{'properties':{'h':{%s}}}}}}} /o/o/h",
                                "{'properties':{'a':{'items':{'properties':{'h':{%s},'v':{}}}}}} /a/\\d+/h",
                                "{'properties':{'a':{'prefixItems':[true,{%s}]}}} /a/1",
                                "{'patternProperties':{'^h':{%s}}} /h",
                                "{'properties':{'v':{},'o':{}},'additionalProperties':{%s}} /[ah]",
                                "{'properties':{'o':{'$ref':'#/$defs/d'}},'$defs':{'d':{'properties':{'h':{%s}}}}} /o/h",
                                "{'anyOf':[true,{'properties':{'h':{%s}}}]} /h",
                                "{'properties':{'h':{%s,'properties':{'h':{" + H + "}}}}} /h",
                                "{'properties':{'h':{%s,'items':{" + H + "}}}} /h",
                                "{'properties':{'o':{" + HiddenData.R + ",'properties':{'h':{%s}}}}} /o/h",
                                "{%s} .*")
                        .map(text -> text.replace("%s", keyword)))
                .map(text -> Arguments.of(text.substring(0, text.lastIndexOf(' ')), hidden(text)));
    }

    private static String hidden(String text) {
        String root = text.substring(text.lastIndexOf(' ') + 1);
        return root.equals(".*") ? root : root + "(/.*)?";
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void answers_do_not_depend_on_what_is_hidden_and_what_is_hidden_stays(String schema, String hidden) {
        World world = new World(schema, hidden);
        int written = 0;
        for (Collection<User> alike : world.usersBySight()) {
            for (Map.Entry<String, Change> change : world.changes.entrySet()) {
                Set<String> answers = new LinkedHashSet<>();
                for (User user : alike) {
                    Outcome<User> outcome = world.data.patch(user, change.getValue(), Role.SELF);
                    answers.add(answer(world, user, outcome));
                    written += outcome instanceof Outcome.Done<User> ? 1 : 0;
                    if (world.loses(user, change.getKey(), outcome)) {
                        fail("lost by " + change.getKey() + " of " + texts(List.of(user)));
                    }
                }
                if (answers.size() != 1) {
                    fail(change.getKey() + " of " + texts(alike) + ": " + answers);
                }
            }
        }
        assertThat(written).isPositive();
    }

    /** Rules that tie what can be seen to what cannot: only that they are broken can be known. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'minProperties':2",
                "'maxProperties':2",
                "'required':['h']",
                "'dependentRequired':{'v':['h']}",
                "'dependentRequired':{'h':['v']}",
                "'dependentSchemas':{'h':{'required':['v']}}",
                "'dependentSchemas':{'v':{'properties':{'h':{'type':'integer'}}}}",
                "'if':{'properties':{'h':{'const':1}},'required':['h']},'then':{'required':['v']}",
                "'if':{'required':['h']},'else':{'properties':{'v':{'type':'integer'}}}",
                "'anyOf':[{'required':['h']},{'required':['v']}]",
                "'oneOf':[{'required':['h']},{'required':['v']}]",
                "'not':{'properties':{'h':{'const':1},'v':{'const':1}},'required':['h','v']}",
                "'enum':[{},{'v':1},{'v':1,'h':1}]",
                "'anyOf':[{'const':{'v':1,'h':1}},{'const':{'v':1}}]",
                "'properties':{'o':true},'propertyNames':{'enum':['v','h']}",
                "'anyOf':[{'properties':{'h':true,'v':true},'required':['h']},{'properties':{'h':true}}],'unevaluatedProperties':false",
                "'allOf':[{'anyOf':[{'properties':{'h':{'type':'integer'},'v':{}},'required':['h']},{'properties':{'h':{}}}]}],'unevaluatedProperties':{'type':'null'}",
                "'allOf':[{'$ref':'#/$defs/d'}],'$defs':{'d':{'minProperties':1,'if':{'required':['h']},'then':{'properties':{'v':false}}}}",
                "'properties':{'o':{'required':['v'],'properties':{'h':{'urn:zitadel:schema:permission':{'owner':'rw'}},'v':{}}}}",
                "'properties':{'h':{'type':'integer'},'v':{'type':'integer'}}",
            })
    void of_a_rule_over_hidden_values_only_that_it_is_broken_can_be_known(String rule) {
        World world = new World("{'patternProperties':{'^h$':{" + H + "}}," + rule + "}", "(/o)?/h(/.*)?");
        for (Collection<User> alike : world.usersBySight()) {
            for (Map.Entry<String, Change> change : world.changes.entrySet()) {
                Set<String> answers = new LinkedHashSet<>();
                Set<String> told = new LinkedHashSet<>();
                for (User user : alike) {
                    Outcome<User> outcome = world.data.patch(user, change.getValue(), Role.SELF);
                    answers.add(outcome instanceof Outcome.Refused<User> refused ? visibleFaults(refused) : "");
                    told.addAll(outcome instanceof Outcome.Refused<User> refused ? hiddenFaults(refused) : List.of());
                }
                if (answers.size() != 1) {
                    fail(change.getKey() + " of " + texts(alike) + ": " + answers);
                }
                assertThat(told).allMatch(Covered.violation("").description()::equals);
            }
        }
    }

    private static String visibleFaults(Outcome.Refused<User> refused) {
        List<Violation> visible = refused.problem().violations().stream()
                .filter(violation ->
                        !violation.description().equals(Covered.violation("").description()))
                .toList();
        return refused.problem().violations().isEmpty() || !visible.isEmpty()
                ? refused.problem().code() + " " + visible
                : "";
    }

    private static List<String> hiddenFaults(Outcome.Refused<User> refused) {
        return refused.problem().violations().stream()
                .filter(violation -> violation.reason().equals("PERMISSION"))
                .map(Violation::description)
                .toList();
    }

    private static String answer(World world, User user, Outcome<User> outcome) {
        if (outcome instanceof Outcome.Refused<User> refused) {
            Problem problem = refused.problem();
            return problem.code() + " " + problem.text() + " " + problem.violations();
        }
        User written = ((Outcome.Done<User>) outcome).value();
        return (written.equals(user) ? "unchanged " : "changed ") + JsonText.write(sorted(world.data.seen(written)));
    }

    private static Json sorted(Json value) {
        if (value instanceof Json.Obj object) {
            Map<String, Json> members = new LinkedHashMap<>();
            new TreeMap<>(object.members()).forEach((name, member) -> members.put(name, sorted(member)));
            return new Json.Obj(members);
        }
        return value;
    }

    private static String texts(Collection<User> users) {
        return users.stream().map(user -> JsonText.write(user.data())).collect(Collectors.joining(" and "));
    }

    /** All users whose small data fits a schema, and all changes. */
    private static final class World {
        final HiddenData data;
        final Pattern hidden;
        final List<User> users = new ArrayList<>();
        final Map<String, Change> changes = new LinkedHashMap<>();
        private final Map<String, Set<String>> namedBy = new HashMap<>();

        World(String schema, String hidden) {
            this.data = HiddenData.following(schema);
            this.hidden = Pattern.compile(hidden);
            for (String text : documents().filter(text -> isAbout(text, schema)).toList()) {
                User user = HiddenData.user("s", text);
                Change whole = HiddenData.change("data " + text);
                if (data.patch(HiddenData.user("s", "{}"), whole, Role.OWNER) instanceof Outcome.Done<User>) {
                    users.add(user);
                }
                add("data " + text);
                add("merge " + text);
            }
            for (String pointer : List.of(
                    "", "/v", "/h", "/o", "/o/h", "/o/v", "/h/h", "/h/0", "/a", "/a/0", "/a/1", "/a/-", "/a/0/h")) {
                SCALARS.forEach(
                        value -> List.of("add ", "replace ", "test ").forEach(op -> add(op + pointer + " " + value)));
                add("remove " + pointer);
                add("copy " + pointer + " /v");
                add("move " + pointer + " /v");
                add("copy /v " + pointer);
                add("move /v " + pointer);
                add("remove " + pointer + ";add " + pointer + " 1");
            }
            changes.keySet().removeIf(change -> !isAbout(change, schema));
            List.of(
                            "merge {'h':null}",
                            "merge {'o':{'h':null}}",
                            "merge {'o':{'v':null}}",
                            "merge {'h':{'h':null}}",
                            "merge null")
                    .forEach(this::add);
        }

        /** Names of which the schema says nothing would only repeat what others show. */
        private static boolean isAbout(String text, String schema) {
            boolean any = schema.contains("'additionalProperties'");
            return any
                    || Stream.of("a", "o")
                            .allMatch(name -> schema.contains("'" + name + "'")
                                    || !(text.contains("'" + name + "'") || text.contains("/" + name)));
        }

        private void add(String change) {
            changes.put(change, HiddenData.change(change));
        }

        private static Stream<String> documents() {
            Set<String> documents = new LinkedHashSet<>();
            List<String> inner = List.of("", "'h':1", "'h':{}", "'h':{'h':1}", "'h':[1]");
            for (String h : inner) {
                for (String v : List.of("", "'v':1", "'v':'x'")) {
                    documents.add("{" + joined(h, v) + "}");
                    documents.add("{'o':{" + joined(h, v) + "}}");
                    documents.add("{'a':[{" + joined(h, v) + "}]}");
                }
                documents.add("{" + joined(h, "'o':{'v':1}") + "}");
                documents.add("{'o':{'o':{" + h + "}}}");
                documents.add("{'o':{'v':1,'o':{" + h + "}}}");
            }
            SCALARS.forEach(value -> documents.add("{'o':" + value + "}"));
            SCALARS.forEach(value -> documents.add("{'a':[1," + value + "]}"));
            documents.add("{'a':[]}");
            documents.add("{'a':[1]}");
            documents.add("{'a':[null]}");
            documents.add("{'a':[1,{'h':1}],'v':'x'}");
            return documents.stream();
        }

        private static String joined(String one, String other) {
            return one + (one.isEmpty() || other.isEmpty() ? "" : ",") + other;
        }

        /** The users, those together of whom the same can be seen. */
        Collection<List<User>> usersBySight() {
            Map<Json.Obj, List<User>> bySight = users.stream().collect(Collectors.groupingBy(data::seen));
            assertThat(bySight.values()).anyMatch(alike -> alike.size() > 1);
            return bySight.values();
        }

        /** The hidden values, by pointer. */
        Map<String, Json> secrets(User user) {
            Map<String, Json> secrets = new LinkedHashMap<>();
            collect(user.data(), "", secrets);
            secrets.keySet().removeIf(pointer -> !hidden.matcher(pointer).matches());
            return secrets;
        }

        /** An array that is hidden as a whole is one value: it is replaced as a whole. */
        private void collect(Json value, String pointer, Map<String, Json> found) {
            if (value instanceof Json.Obj object && !object.members().isEmpty()) {
                object.members().forEach((name, member) -> collect(member, pointer + "/" + name, found));
            } else if (value instanceof Json.Arr array
                    && !hidden.matcher(pointer).matches()) {
                for (int i = 0; i < array.items().size(); i++) {
                    collect(array.items().get(i), pointer + "/" + i, found);
                }
            } else {
                found.put(pointer, value);
            }
        }

        boolean loses(User user, String change, Outcome<User> outcome) {
            return outcome instanceof Outcome.Done<User> done
                    && !secrets(done.value())
                            .entrySet()
                            .containsAll(unnamed(user, change).entrySet());
        }

        /** The hidden values at places that a change does not name. */
        Map<String, Json> unnamed(User user, String change) {
            Set<String> named = named(change);
            Map<String, Json> secrets = secrets(user);
            secrets.keySet()
                    .removeIf(secret -> named.stream()
                            .anyMatch(name -> secret.equals(name)
                                    || secret.startsWith(name + "/")
                                    || name.startsWith(secret + "/")));
            return secrets;
        }

        private Set<String> named(String change) {
            return namedBy.computeIfAbsent(change, this::pointers);
        }

        private Set<String> pointers(String change) {
            Map<String, Json> named = new LinkedHashMap<>();
            if (change.startsWith("data ") || change.startsWith("merge ")) {
                collect(HiddenData.json(change.substring(change.indexOf(' ') + 1)), "", named);
            } else {
                for (Step step : ((Change.JsonPatch) HiddenData.change(change)).operations()) {
                    String path = step.path().substring("/data".length());
                    named.put(path, Json.Null.NULL);
                    if (step.value() != null) {
                        collect(step.value(), path, named);
                    }
                }
            }
            named.keySet().removeIf(pointer -> !hidden.matcher(pointer).matches());
            return named.keySet();
        }
    }
}

package dev.kith.json;

import static dev.kith.json.Given.json;
import static dev.kith.json.Given.object;
import static dev.kith.json.Given.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change.JsonPatch.Op;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.core.Documents.Cover;
import dev.kith.core.Documents.Covered;
import dev.kith.core.Documents.DataAccess;
import dev.kith.core.Documents.Patched;
import dev.kith.core.Documents.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
    private static final Outcome<Patched> INAPPLICABLE = Outcome.refused(ProblemCode.PATCH_INAPPLICABLE);

    private static final Duration AT_LONGEST = Duration.ofSeconds(60);

    private final SchemaDocuments documents = Given.documents();

    /** The examples of RFC 7396, appendix A, and more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':'b'}|{'a':'c'}|{'a':'c'}",
                "{'a':'b'}|{'b':'c'}|{'a':'b','b':'c'}",
                "{'a':'b'}|{'a':null}|{}",
                "{'a':'b','b':'c'}|{'a':null}|{'b':'c'}",
                "{'a':['b']}|{'a':'c'}|{'a':'c'}",
                "{'a':'c'}|{'a':['b']}|{'a':['b']}",
                "{'a':{'b':'c'}}|{'a':{'b':'d','c':null}}|{'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]}|{'a':[1]}|{'a':[1]}",
                "['a','b']|['c','d']|['c','d']",
                "{'a':'b'}|['c']|['c']",
                "{'a':'foo'}|null|null",
                "{'a':'foo'}|'bar'|'bar'",
                "{'e':null}|{'a':1}|{'e':null,'a':1}",
                "[1,2]|{'a':'b','c':null}|{'a':'b'}",
                "{}|{'a':{'bb':{'ccc':null}}}|{'a':{'bb':{}}}",
                "{'a':1}|{}|{'a':1}",
                "{}|{'a':[null,{'b':null}]}|{'a':[null,{'b':null}]}",
                "{'n':1}|{'n':12345678901234567890.123}|{'n':12345678901234567890.123}",
            })
    void a_merge_patch_changes_only_what_it_names(String target, String patch, String result) {
        assertThat(documents.merge(json(target), json(patch), Cover.NONE)).isEqualTo(patched(result));
    }

    @Test
    void a_merge_patch_of_any_depth_comes_to_an_end() {
        Json patch = Json.Null.NULL;
        for (int i = 0; i < 100_000; i++) {
            patch = Json.Obj.EMPTY.with("a", patch);
        }

        assertThat(documents.merge(Json.Obj.EMPTY, patch, Cover.NONE)).isInstanceOf(Outcome.Done.class);
    }

    /** The examples of RFC 6902, appendix A, and more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'foo':'bar'}|add /baz 'qux'|{'baz':'qux','foo':'bar'}",
                "{'foo':['bar','baz']}|add /foo/1 'qux'|{'foo':['bar','qux','baz']}",
                "{'baz':'qux','foo':'bar'}|remove /baz|{'foo':'bar'}",
                "{'foo':['bar','qux','baz']}|remove /foo/1|{'foo':['bar','baz']}",
                "{'baz':'qux','foo':'bar'}|replace /baz 'boo'|{'baz':'boo','foo':'bar'}",
                "{'foo':{'bar':'baz','waldo':'fred'},'qux':{'corge':'grault'}}|move /foo/waldo /qux/thud|{'foo':{'bar':'baz'},'qux':{'corge':'grault','thud':'fred'}}",
                "{'foo':['all','grass','cows','eat']}|move /foo/1 /foo/3|{'foo':['all','cows','eat','grass']}",
                "{'baz':'qux','foo':['a',2,'c']}|test /baz 'qux';test /foo/1 2.0|{'baz':'qux','foo':['a',2,'c']}",
                "{'foo':'bar'}|add /child {'grandchild':{}}|{'foo':'bar','child':{'grandchild':{}}}",
                "{'/':9,'~1':10}|test /~01 10|{'/':9,'~1':10}",
                "{'foo':['bar']}|add /foo/- ['abc','def']|{'foo':['bar',['abc','def']]}",
                "{'foo':1}|add /foo 2|{'foo':2}",
                "{'foo':1}|add '' [1]|[1]",
                "{'foo':1}|replace '' [1]|[1]",
                "{'':1}|replace / 2|{'':2}",
                "{'foo':null}|test /foo null;replace /foo 1|{'foo':1}",
                "{'foo':[1,2]}|copy /foo /bar;add /foo/- 3|{'foo':[1,2,3],'bar':[1,2]}",
                "{'foo':1}|copy /foo /foo|{'foo':1}",
                "{'foo':{'a':1}}|move /foo /foo|{'foo':{'a':1}}",
                "{'foo':[1]}|add /foo/1 2|{'foo':[1,2]}",
                "{'a~b':{'c/d':1}}|replace /a~0b/c~1d 2|{'a~b':{'c/d':2}}",
                "{'a':{'0':1}}|replace /a/0 2|{'a':{'0':2}}",
                "{'a':1}||{'a':1}",
                "{'n':0.10}|test /n 1e-1|{'n':0.1}",
                "{'o':{'a':1,'b':[{}]}}|test /o {'b':[{}],'a':1.0}|{'o':{'a':1,'b':[{}]}}",
            })
    void a_json_patch_does_what_its_operations_say(String document, @Nullable String operations, String result) {
        assertThat(apply(document, operations, Cover.NONE)).isEqualTo(patched(result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'baz':'qux'}|test /baz 'bar'",
                "{'foo':'bar'}|add /baz/bat 'qux'",
                "{'/':9,'~1':10}|test /~01 '10'",
                "{'foo':'bar'}|remove /baz",
                "{'foo':'bar'}|replace /baz 1",
                "{'foo':'bar'}|remove ''",
                "{'foo':[1]}|add /foo/2 1",
                "{'foo':[1]}|add /foo/-1 1",
                "{'foo':[1]}|add /foo/01 1",
                "{'foo':[1]}|add /foo/1e0 1",
                "{'foo':[1]}|add /foo/99999999999999999999 1",
                "{'foo':[1]}|remove /foo/-",
                "{'foo':[1]}|replace /foo/- 1",
                "{'foo':[1]}|test /foo/- 1",
                "{'foo':[1]}|remove /foo/1",
                "{'foo':1}|add /foo/a 1",
                "{'foo':1}|add foo 1",
                "{'foo':1}|add /a~2 1",
                "{'foo':1}|add /a~ 1",
                "{'foo':1}|copy /bar /foo",
                "{'foo':1}|move /bar /foo",
                "{'foo':{'a':1}}|move /foo /foo/a",
                "{'foo':{'a':1}}|move '' /foo",
                "{'foo':1}|add /bar",
                "{'foo':1}|test /foo",
                "{'foo':1}|replace /foo",
                "{'foo':null}|test /bar null",
                "{'foo':1}|replace /foo 2;test /foo 1",
            })
    void a_json_patch_that_does_not_fit_the_document_is_not_applied(String document, String operations) {
        assertThat(apply(document, operations, Cover.NONE)).isEqualTo(INAPPLICABLE);
    }

    @Test
    void an_operation_without_its_source_is_not_applied() {
        Json document = object("{'foo':1}");

        for (Op op : List.of(Op.COPY, Op.MOVE)) {
            assertThat(documents.apply(document, List.of(new Step(op, "/bar", null, null)), Cover.NONE))
                    .isEqualTo(INAPPLICABLE);
        }
    }

    @Test
    void the_document_that_was_given_stays_as_it_is() {
        Json.Obj document = object("{'foo':{'bar':[1]}}");

        assertThat(documents.apply(document, steps("add /foo/bar/- 2;remove /foo/bar/0"), Cover.NONE))
                .isEqualTo(patched("{'foo':{'bar':[2]}}"));
        assertThat(document).isEqualTo(object("{'foo':{'bar':[1]}}"));
    }

    /** A member that may be written, one that may not, and an array with a hidden element. */
    private static final String HIDING = """
            {'properties':{'hidden':{'urn:zitadel:schema:permission':{'owner':'rw','self':'w'}},
              'closed':{'urn:zitadel:schema:permission':{'owner':'rw'}},
              'list':{'prefixItems':[true,{'urn:zitadel:schema:permission':{'owner':'rw','self':'w'}}]}}}""";

    private static final String STORED = "{'hidden':'secret','closed':1,'shown':1,'list':['a','b','c'],'null':null}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "test /hidden 'secret'|",
                "test /hidden 'wrong'|",
                "test /hidden/inner 'wrong'|",
                "test /closed 1|",
                "copy /hidden /shown|",
                "move /hidden /shown|",
                "copy /closed/0 /shown|",
                "copy /list/1 /shown|/list",
                "move /list/1 /shown|/list",
                "test /list/1 null|/list",
                "test /list/1 'b'|/list",
                "replace /list/1 'b'|/list",
                "remove /list/1|/list",
                "add /list/1 'b'|/list",
                "add /hidden/- 1|",
                "remove /hidden/0|",
                "add /other 1;copy /hidden /shown|",
                "move /shown /hidden;test /hidden 1|",
            })
    void an_operation_on_what_the_caller_cannot_see_is_refused_whatever_is_there(
            String operations, @Nullable String place) {
        for (String stored : List.of(STORED, "{'shown':1,'list':['a',null,'c']}", "{'shown':1,'list':['a',{},'c']}")) {
            Problem problem = ((Outcome.Refused<?>) applySeen(stored, operations)).problem();

            assertThat(problem).isEqualTo(new Covered(place == null ? "" : place, false).problem());
        }
    }

    @Test
    void what_the_caller_can_see_can_be_read_next_to_what_is_hidden() {
        assertThat(applySeen(STORED, "test /null null;test /list ['a',null,'c'];copy /list/0 /a;move /null /b"))
                .isEqualTo(patched("{'shown':1,'list':['a',null,'c'],'a':'a','b':null}"));
        assertThat(applySeen(STORED, "test '' {'shown':1,'list':['a',null,'c'],'null':null};remove /shown"))
                .isEqualTo(patched("{'list':['a',null,'c'],'null':null}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "replace /hidden 1|{'shown':1,'hidden':1}|",
                "add /hidden 1|{'shown':1,'hidden':1}|",
                "add /hidden/a/b 1|{'shown':1,'hidden':{'a':{'b':1}}}|",
                "add /closed 1|{'shown':1,'closed':1}|",
                "copy /shown /hidden|{'shown':1,'hidden':1}|",
                "move /shown /hidden|{'hidden':1}|",
                "remove /hidden|{'shown':1}|hidden",
                "add /hidden 1;remove /hidden|{'shown':1}|hidden",
                "remove /hidden;add /hidden 1|{'shown':1,'hidden':1}|hidden",
            })
    void a_patch_writes_what_the_caller_cannot_see_without_looking(
            String operations, String document, @Nullable String removed) {
        Set<List<String>> names = removed == null ? Set.of() : Set.of(List.of(removed));
        for (String stored : List.of("{'hidden':'secret','closed':1,'shown':1}", "{'shown':1}")) {
            assertThat(applySeen(stored, operations)).isEqualTo(Outcome.done(new Patched(json(document), names)));
        }
    }

    @Test
    void a_merge_patch_removes_what_the_caller_cannot_see_without_looking() {
        DataAccess access = schema(HIDING).access(Role.SELF, List.of());
        Json patch = json("{'hidden':null,'closed':{'a':null,'b':1},'shown':null}");

        for (String stored : List.of("{'hidden':1,'closed':{'a':1},'shown':1}", "{'shown':1}")) {
            assertThat(documents.merge(access.visible(object(stored)), patch, access::covered))
                    .isEqualTo(Outcome.done(new Patched(
                            json("{'closed':{'b':1}}"), Set.of(List.of("hidden"), List.of("closed", "a")))));
        }
    }

    private Outcome<Patched> applySeen(String stored, String operations) {
        DataAccess access = schema(HIDING).access(Role.SELF, List.of());
        return documents.apply(access.visible(object(stored)), steps(operations), access::covered);
    }

    private static Outcome<Patched> patched(String document) {
        return Outcome.done(new Patched(json(document), Set.of()));
    }

    @Test
    void a_patch_that_doubles_the_document_again_and_again_is_not_applied() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            steps.add(new Step(Op.COPY, "/a/-", "/a", null));
        }
        Json document = object("{'a':['0123456789']}");

        assertTimeoutPreemptively(
                AT_LONGEST,
                () -> assertThat(documents.apply(document, steps, Cover.NONE)).isEqualTo(INAPPLICABLE));
    }

    @Test
    void a_patch_that_makes_a_document_too_large_is_not_applied() {
        Json document = Json.Obj.EMPTY.with("a", new Json.Text("x".repeat(1_500_000)));
        String copies = "copy /a /b;copy /a /c";

        assertThat(documents.apply(document, steps("copy /a /b"), Cover.NONE)).isInstanceOf(Outcome.Done.class);
        assertThat(documents.apply(document, steps(copies), Cover.NONE)).isEqualTo(INAPPLICABLE);
    }

    @Test
    void a_patch_that_makes_a_document_too_deep_is_not_applied() {
        String half = "{'a':".repeat(40) + "1" + "}".repeat(40);

        assertThat(apply(half, "copy /a/a/a /b", Cover.NONE)).isInstanceOf(Outcome.Done.class);
        assertThat(apply(half, "copy '' " + "/a".repeat(40), Cover.NONE)).isEqualTo(INAPPLICABLE);
    }

    @Test
    void many_operations_on_a_large_document_come_to_an_end() {
        List<Json> items = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            items.add(Json.Bool.TRUE);
        }
        Json document = Json.Obj.EMPTY.with("a", new Json.Arr(items));
        List<Step> tests = new ArrayList<>();
        List<Step> adds = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            tests.add(new Step(Op.TEST, "", null, document));
            adds.add(new Step(Op.ADD, "/a/0", null, Json.Bool.TRUE));
        }

        assertTimeoutPreemptively(AT_LONGEST, () -> {
            assertThat(documents.apply(document, tests, Cover.NONE)).isEqualTo(INAPPLICABLE);
            assertThat(documents.apply(document, adds, Cover.NONE)).isEqualTo(INAPPLICABLE);
        });
    }

    private Outcome<Patched> apply(String document, @Nullable String operations, Cover cover) {
        return documents.apply(json(document), operations == null ? List.of() : steps(operations), cover);
    }

    /** Operations as {@code add <path> <value>}, {@code copy <from> <path>} and the like. */
    private static List<Step> steps(String operations) {
        List<Step> steps = new ArrayList<>();
        for (String operation : operations.split(";")) {
            String[] parts = operation.split(" ", 3);
            Op op = Op.valueOf(parts[0].toUpperCase(Locale.ROOT));
            boolean reads = op == Op.COPY || op == Op.MOVE;
            steps.add(new Step(
                    op,
                    pointer(parts[reads ? 2 : 1]),
                    reads ? pointer(parts[1]) : null,
                    reads || parts.length < 3 ? null : json(parts[2])));
        }
        return steps;
    }

    private static String pointer(String text) {
        return text.equals("''") ? "" : text;
    }
}

package dev.kith.json;

import static dev.kith.json.Given.json;
import static dev.kith.json.Given.object;
import static dev.kith.json.Given.revision;
import static dev.kith.json.Given.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Documents.SchemaRefused;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaVetterTest {
    private static final Duration AT_LONGEST = Duration.ofSeconds(60);

    private final SchemaDocuments documents = Given.documents();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "false",
                "{'$schema':'urn:zitadel:schema:v1'}",
                "{'$schema':'http://json-schema.org/draft-04/schema#'}",
                "{'$schema':'http://json-schema.org/draft-04/schema'}",
                "{'$schema':'http://json-schema.org/draft-06/schema'}",
                "{'$schema':'http://json-schema.org/draft-07/schema#'}",
                "{'$schema':'https://json-schema.org/draft/2019-09/schema#'}",
                "{'$schema':'https://json-schema.org/draft/2020-12/schema'}",
                "{'$schema':'https://json-schema.org/draft-07/schema#'}",
                "{'$schema':'https://json-schema.org/draft-07/schema'}",
                "{'$schema':'https://json-schema.org/draft-06/schema#'}",
                "{'$schema':'https://json-schema.org/draft-04/schema#','exclusiveMinimum':true,'minimum':1}",
                "{'$schema':'http://json-schema.org/draft/2020-12/schema'}",
                "{'$schema':'http://json-schema.org/draft/2019-09/schema#'}",
                "{'$schema':'https://json-schema.org/schema'}",
                "{'$schema':'http://json-schema.org/schema#','prefixItems':[true]}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','properties':{'a':{'$schema':'https://json-schema.org/draft-07/schema#'}}}",
                "{'$schema':'https://json-schema.org/draft-07/schema','properties':{'a':{'$schema':'http://json-schema.org/draft-07/schema#'}}}",
                "{'$schema':'https://json-schema.org/schema','$defs':{'a':{'$schema':'urn:zitadel:schema:v1'}}}",
                "{'$id':'https://schemas.example/s','$defs':{'a':{'$id':'a','$schema':'https://json-schema.org/draft/2020-12/schema'}}}",
                "{'properties':{'a':{'$ref':'#'}}}",
                "{'items':{'$ref':'#'},'contains':{'$ref':'#'}}",
                "{'additionalProperties':{'$ref':'#'},'propertyNames':{'maxLength':5}}",
                "{'anyOf':[{'type':'string'},{'items':{'$ref':'#'}}]}",
                "{'pattern':'^(?i)a{0,1000}[]x\\\\]]{1,2}(?:b|c)+?\\\\Q{(\\\\E$'}",
                "{'pattern':'\\\\x{10FFFF}\\\\pN\\\\p{Greek}{2}a{,5}{'}",
                "{'maxLength':3.0}",
                "{'definitions':{'a':{}},'$defs':{'b':{}}}",
            })
    void what_json_schema_allows_can_be_used(String document) {
        assertThatNoException().isThrownBy(() -> documents.vet(json(document)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5|the root|object",
                "[]|the root|object",
                "null|the root|object",
                "{'$schema':'http://json-schema.org/draft-03/schema#'}|/$schema|version",
                "{'$schema':'https://schemas.example/mine'}|/$schema|version",
                "{'$schema':' http://json-schema.org/draft-07/schema#'}|/$schema|version",
                "{'$schema':'https://json-schema.org/draft-03/schema#'}|/$schema|version",
                "{'$schema':'https://json-schema.org/draft-07/schema#x'}|/$schema|version",
                "{'$schema':'httpss://json-schema.org/draft-07/schema#'}|/$schema|version",
                "{'$schema':'https://json-schema.org/draft-07/schema','exclusiveMinimum':true,'minimum':1}|/exclusiveMinimum|JSON Schema",
                "{'$schema':7}|/$schema|string",
                "{'$defs':{'a':{'$schema':'http://json-schema.org/draft-07/schema#'}}}|/$defs/a/$schema|same",
                "{'type':'strin'}|/type|JSON Schema",
                "{'properties':{'a':{'minLength':-1}}}|/properties/a/minLength|JSON Schema",
                "{'properties':{'a':{'required':true}}}|/properties/a/required|JSON Schema",
                "{'$schema':'http://json-schema.org/draft-04/schema#','properties':{'a':true}}|/properties/a|JSON Schema",
                "{'allOf':[]}|/allOf|JSON Schema",
                "{'maxLength':99999999999}|/maxLength|cannot be used",
                "{'multipleOf':0}|/multipleOf|JSON Schema",
                "{'pattern':'('}|/pattern|regular expression",
                "{'pattern':'(?=a)'}|/pattern|regular expression",
                "{'pattern':'(a)\\\\1'}|/pattern|regular expression",
                "{'patternProperties':{'[':{}}}|/patternProperties/[|regular expression",
                "{'$ref':'#/$defs/none'}|/$ref|not a schema",
                "{'$defs':{'a':{}},'$ref':'#/$defs'}|/$ref|not a schema",
                "{'$ref':'#none'}|/$ref|not a schema",
                "{'const':{'a':{}},'$ref':'#/const/a'}|/$ref|not a schema",
                "{'enum':[{}],'$ref':'#/enum/0'}|/$ref|not a schema",
                "{'default':{'a':{}},'$ref':'#/default/a'}|/$ref|not a schema",
                "{'examples':[{}],'$ref':'#/examples/0'}|/$ref|not a schema",
                "{'urn:zitadel:schema:permission':{'owner':'rw'},'$ref':'#/urn:zitadel:schema:permission'}|/$ref|not a schema",
                "{'x':[{}],'$ref':'#/x'}|/$ref|not a schema",
                "{'x':[{}],'$ref':'#/x/1'}|/$ref|not a schema",
                "{'x':[{}],'$ref':'#/x/-'}|/$ref|not a schema",
                "{'x':{},'$ref':'#/x/y'}|/$ref|not a schema",
                "{'x':{'type':'strin'},'$ref':'#/x'}|/x/type|JSON Schema",
                "{'x':{'y':{'pattern':'('}},'$ref':'#/x/y'}|/x/y/pattern|regular expression",
                "{'x':{'$ref':'#/y'},'y':{'$ref':'#/x'},'$ref':'#/x'}|/x|lead back",
                "{'$schema':'http://json-schema.org/draft-04/schema#','x':true,'properties':{'a':{'$ref':'#/x'}}}|/x|JSON Schema",
                "{'$ref':'http://127.0.0.1:1/schema'}|/$ref|out of the schema",
                "{'properties':{'a':{'$ref':'file:///etc/passwd'}}}|/properties/a/$ref|out of the schema",
                "{'$ref':'classpath:/META-INF/MANIFEST.MF'}|/$ref|out of the schema",
                "{'$ref':'jar:file:/a.jar!/b'}|/$ref|out of the schema",
                "{'$ref':'//host/share'}|/$ref|out of the schema",
                "{'$ref':'other.json'}|/$ref|out of the schema",
                "{'$dynamicRef':'http://127.0.0.1:1/schema#x'}|/$dynamicRef|out of the schema",
                "{'$ref':'urn:zitadel:schema:v1'}|/$ref|out of the schema",
                "{'$ref':'https://json-schema.org/draft/2020-12/meta/core'}|/$ref|out of the schema",
                "{'$ref':'a b'}|/$ref|not a URI",
                "{'$ref':'#/%zz'}|/$ref|not a URI",
                "{'$id':'a b'}|/$id|not a URI",
                "{'$defs':{'a':{'$anchor':'x'},'b':{'$anchor':'x'}}}|/$defs/b/$anchor|twice",
                "{'$id':'https://schemas.example/s','$defs':{'a':{'$id':'s'}}}|/$defs/a/$id|twice",
                "{'$schema':'http://json-schema.org/draft-07/schema#','$defs':{'a':5}}|/$defs/a|a schema must be",
            })
    void what_cannot_be_used_is_refused_with_a_sentence_that_says_what_and_where(
            String document, String place, String what) {
        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(json(document)))
                .withMessageStartingWith("At " + place + ": ")
                .withMessageContaining(what)
                .withMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#'}",
                "{'$id':'https://schemas.example/s','$ref':'s'}",
                "{'allOf':[{'$ref':'#'}]}",
                "{'anyOf':[true,{'$ref':'#'}]}",
                "{'oneOf':[{'oneOf':[{'$ref':'#'}]}]}",
                "{'not':{'$ref':'#'}}",
                "{'if':{'$ref':'#'}}",
                "{'if':true,'then':{'$ref':'#'}}",
                "{'if':true,'else':{'$ref':'#'}}",
                "{'dependentSchemas':{'a':{'$ref':'#'}}}",
                "{'$dynamicRef':'#a','$dynamicAnchor':'a'}",
                "{'$defs':{'a':{'$ref':'#/$defs/b'},'b':{'allOf':[{'$ref':'#/$defs/a'}]}}}",
                "{'properties':{'a':{'$ref':'#/properties/a'}}}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','dependencies':{'a':{'$ref':'#'}}}",
                "{'$schema':'http://json-schema.org/draft-04/schema#','id':'https://schemas.example/s','allOf':[{'$ref':'s'}]}",
                "{'$schema':'https://json-schema.org/draft/2019-09/schema','$recursiveRef':'#'}",
                "{'$schema':'https://json-schema.org/draft/2019-09/schema','$recursiveAnchor':true,'anyOf':[{'$recursiveRef':'#'}]}",
            })
    void references_in_a_circle_that_does_not_go_into_the_data_are_refused(String document) {
        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(json(document)))
                .withMessageContaining("lead back");
    }

    @Test
    void a_dynamic_reference_with_several_possible_targets_is_refused() {
        String document = """
            {'properties':{'v':{'$ref':'a'}},'$defs':{
              'a':{'$id':'a','properties':{'x':{'$dynamicRef':'#n'}},'$defs':{'n':{'$dynamicAnchor':'n'}}},
              'b':{'$id':'b','$defs':{'n':{'$dynamicAnchor':'n'}}}}}\
            """;

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(json(document)))
                .withMessageContaining("more than one possible target");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{100}){100}){100}",
                "((a{1000}){1000}){1000}",
                "((a{0,100}){0,100}){0,100}",
                "(a{40}b){490}",
                "a{20001}",
                "a{99999999999}",
                "a{100}{100}",
                "(?:a{500,}){40}",
                "[[:alpha:](](a{100}){200}",
                "[](](a{100}){200}",
                "\\Q(\\E(a{100}){200}",
                "\\p{Greek}{500}\\p{Greek}{1000}(?:\\p{Greek}{100}){190}",
                "(abcdefghijklmnopqrstuvwxyz){1000}",
                "(?i)[a-b!-\\x{10FFFF}-z0-1-2-3-4-5-6-7-8-9-a-b-c-d-e-f-g-h-i-j-k-l-m-n]",
                "((a{0}){1000}){1000}",
                "((){1000}){1000}",
                "(\\p{Any}\\p{L}\\p{Alphabetic}\\p{ID_Continue}){0,9000}",
                "(a{0,1000}){0,1000}",
                "(a{1000}){1000}",
                "(a|(b|(c{0,500}){10}){10})",
            })
    void a_regular_expression_that_grows_when_compiled_is_refused_before(String pattern) {
        Json document = Json.Obj.EMPTY.with("pattern", new Json.Text(pattern));

        assertTimeoutPreemptively(
                AT_LONGEST,
                () -> assertThatExceptionOfType(SchemaRefused.class)
                        .isThrownBy(() -> documents.vet(document))
                        .withMessageStartingWith("At /pattern: the regular expression"));
    }

    @Test
    void a_regular_expression_of_data_is_read_and_not_compiled() {
        var schema = Given.schemaOfV("http://json-schema.org/draft-07/schema#", "{'items':{'format':'regex'}}");
        Json bomb = new Json.Text("((a{1000}){1000}){1000}");
        Json.Obj some =
                v(new Json.Arr(List.of(new Json.Text("^a{2}$"), bomb, new Json.Text("a{2"), new Json.Text("(a"))));
        Json.Obj many = v(new Json.Arr(Collections.nCopies(1_000, new Json.Text("[a-z]{1000}"))));

        assertTimeoutPreemptively(AT_LONGEST, () -> {
            assertThat(told(schema.faults(some))).containsExactly("/v/3 FORMAT");
            assertThat(told(schema.faults(many))).containsExactly(" LIMIT");
        });
    }

    @Test
    void a_regular_expression_is_as_long_as_what_it_compiles_to_allows() {
        assertThatNoException()
                .isThrownBy(() -> documents.vet(Json.Obj.EMPTY.with("pattern", new Json.Text("a".repeat(15_000)))));
        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(Json.Obj.EMPTY.with("pattern", new Json.Text("a".repeat(20_001)))))
                .withMessage("At /pattern: the regular expression is too large when compiled.");
    }

    @Test
    void regular_expressions_that_are_large_together_are_refused() {
        String patterns = IntStream.range(0, 100)
                .mapToObj(i -> "'p" + i + "(abcdefghij){300}':{}")
                .collect(Collectors.joining(","));

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(json("{'patternProperties':{" + patterns + "}}")))
                .withMessageContaining("in total");
    }

    @Test
    void branches_that_multiply_are_refused() {
        String definitions = IntStream.range(0, 40)
                .mapToObj(i -> "'d" + i + "':{'oneOf':[{'$ref':'#/$defs/d" + (i + 1) + "'},{'$ref':'#/$defs/d" + (i + 1)
                        + "'}]}")
                .collect(Collectors.joining(","));
        String document = "{'$ref':'#/$defs/d0','$defs':{" + definitions + ",'d40':{'type':'string'}}}";

        assertTimeoutPreemptively(
                AT_LONGEST,
                () -> assertThatExceptionOfType(SchemaRefused.class)
                        .isThrownBy(() -> documents.vet(json(document)))
                        .withMessageContaining("schemas apply to one value"));
    }

    @Test
    void a_long_chain_of_references_is_refused() {
        String definitions = IntStream.range(0, 2_000)
                .mapToObj(i -> "'d" + i + "':{'$ref':'#/$defs/d" + (i + 1) + "'}")
                .collect(Collectors.joining(","));

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(json("{'$defs':{" + definitions + ",'d2000':true}}")))
                .withMessageContaining("in a chain");
    }

    @Test
    void a_large_document_is_refused() {
        String long1 = "'" + "x".repeat(300 * 1024) + "'";
        String many = "[" + "1,".repeat(30_000) + "1]";

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(json("{'title':" + long1 + "}")))
                .withMessageContaining("too large");
        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(json("{'default':" + many + "}")))
                .withMessageContaining("too large");
        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.compile(revision("v1", 1, "{'title':" + long1 + "}")))
                .withMessageContaining("longer than");
    }

    @Test
    void a_document_made_in_java_is_held_to_the_limits_of_texts() {
        Json deep = Json.Null.NULL;
        for (int i = 0; i < 100_000; i++) {
            deep = new Json.Arr(List.of(deep));
        }
        Json tooDeep = Json.Obj.EMPTY.with("default", deep);
        Json huge = Json.Obj.EMPTY.with("maximum", new Json.Num(new BigDecimal("1e1000000000")));

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(tooDeep))
                .withMessageContaining("deeper than 64");
        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(huge))
                .withMessageStartingWith("At /maximum: ");
    }

    @Test
    void a_text_that_is_no_json_is_refused() {
        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.compile(revision("v2", 1, "{'type':'object',}")))
                .withMessageStartingWith("The schema is not valid JSON: ");
    }

    @Test
    void a_message_shows_long_and_strange_pointers_in_a_harmless_form() {
        Json document = Json.Obj.EMPTY.with(
                "properties",
                Json.Obj.EMPTY.with("a\r\nb" + "c".repeat(1_000), Json.Obj.EMPTY.with("type", new Json.Text("x"))));

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> documents.vet(document))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains("/properties/a  bccc")
                        .contains("...")
                        .hasSizeLessThan(500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'urn:zitadel:schema:permission':%s}",
                "{'properties':{'a':{'urn:zitadel:schema:permission':%s}}}",
                "{'items':{'urn:zitadel:schema:permission':%s}}",
                "{'prefixItems':[{'urn:zitadel:schema:permission':%s}]}",
                "{'patternProperties':{'a':{'urn:zitadel:schema:permission':%s}}}",
                "{'additionalProperties':{'anyOf':[{'urn:zitadel:schema:permission':%s}]}}",
                "{'$defs':{'a':{'not':{'urn:zitadel:schema:permission':%s}}}}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','dependencies':{'a':{'urn:zitadel:schema:permission':%s}}}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','$ref':'#/definitions/a','definitions':{'a':{}},'urn:zitadel:schema:permission':%s}",
            })
    void the_permission_keyword_is_vetted_wherever_a_schema_stands(String document) {
        for (String good : List.of("{}", "{'owner':'r'}", "{'self':'w'}", "{'owner':'rw','self':'wr'}")) {
            assertThatNoException().isThrownBy(() -> documents.vet(json(document.formatted(good))));
        }
        for (String bad : List.of(
                "'rw'",
                "null",
                "[]",
                "true",
                "{'self':''}",
                "{'self':'rx'}",
                "{'self':'rr'}",
                "{'self':'R'}",
                "{'self':['r']}",
                "{'self':null}",
                "{'other':'r'}",
                "{'Owner':'r'}")) {
            assertThatExceptionOfType(SchemaRefused.class)
                    .as(bad)
                    .isThrownBy(() -> documents.vet(json(document.formatted(bad))))
                    .withMessageContaining("/urn:zitadel:schema:permission");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'urn:zitadel:schema:permission':{'type':'string'}}}",
                "{'default':{'urn:zitadel:schema:permission':5}}",
                "{'const':{'urn:zitadel:schema:permission':5}}",
                "{'enum':[{'urn:zitadel:schema:permission':5}]}",
                "{'required':['urn:zitadel:schema:permission']}",
            })
    void what_merely_has_the_keywords_name_is_no_keyword(String document) {
        assertThatNoException().isThrownBy(() -> documents.vet(json(document)));
    }

    @Test
    void exponential_recursion_over_the_data_comes_to_an_end() throws SchemaRefused {
        String branches = IntStream.range(0, 12).mapToObj(i -> "{'$ref':'#'}").collect(Collectors.joining(","));
        var schema = documents.compile(revision("v3", 1, "{'properties':{'n':{'oneOf':[" + branches + "]}}}"));
        StringBuilder data = new StringBuilder();
        data.append("{\"n\":".repeat(60)).append("{}").append("}".repeat(60));

        assertTimeoutPreemptively(
                AT_LONGEST,
                () -> assertThat(told(schema.faults(object(data.toString())))).containsExactly(" LIMIT"));
    }

    @Test
    void a_thousand_patterns_over_many_names_come_to_an_end() throws SchemaRefused {
        String patterns = IntStream.range(0, 1_000)
                .mapToObj(i -> "'^(a|b)+" + i + "$':{'type':'string'}")
                .collect(Collectors.joining(","));
        var schema = documents.compile(revision("v4", 1, "{'patternProperties':{" + patterns + "}}"));
        String members = IntStream.range(0, 9_000)
                .mapToObj(i -> "'" + "ab".repeat(40) + i + "':1")
                .collect(Collectors.joining(","));

        assertTimeoutPreemptively(
                AT_LONGEST,
                () -> assertThat(schema.faults(object("{" + members + "}"))).isNotEmpty());
    }

    @Test
    void a_pattern_that_defeats_backtracking_is_matched_in_linear_time() throws SchemaRefused {
        var schema = documents.compile(revision("v5", 1, "{'properties':{'v':{'pattern':'^(a|aa)+$'}}}"));
        Json.Obj data = Json.Obj.EMPTY.with("v", new Json.Text("a".repeat(200_000) + "!"));

        assertTimeoutPreemptively(
                AT_LONGEST, () -> assertThat(told(schema.faults(data))).containsExactly("/v PATTERN"));
    }

    @Test
    void equal_hashes_in_an_array_come_to_an_end() throws SchemaRefused {
        var schema = documents.compile(revision("v6", 1, "{'properties':{'v':{'uniqueItems':true}}}"));
        List<Json> items = IntStream.range(0, 1 << 15)
                .mapToObj(i -> (Json) new Json.Text(IntStream.range(0, 15)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining())))
                .toList();
        Json.Obj data = Json.Obj.EMPTY.with("v", new Json.Arr(items));

        assertTimeoutPreemptively(AT_LONGEST, () -> schema.faults(data));
    }

    @Test
    void data_made_in_java_is_held_to_the_limits_of_texts() throws SchemaRefused {
        var schema = documents.compile(revision("v7", 1, "{'properties':{'v':{'multipleOf':0.01,'enum':[1]}}}"));
        Json deep = Json.Null.NULL;
        for (int i = 0; i < 10_000; i++) {
            deep = new Json.Arr(List.of(deep));
        }

        assertThat(told(schema.faults(v(new Json.Num(new BigDecimal("1e1000000000"))))))
                .containsExactly("/v LIMIT");
        assertThat(told(schema.faults(v(new Json.Num(new BigDecimal("1e-1000000000"))))))
                .containsExactly("/v LIMIT");
        assertThat(told(schema.faults(v(new Json.Text("\uD800"))))).containsExactly("/v LIMIT");
        assertThat(schema.faults(v(deep)))
                .hasSize(1)
                .allSatisfy(fault -> assertThat(fault.reason()).isEqualTo("LIMIT"));
        assertThat(told(schema.faults(v(new Json.Text("x".repeat(5_000_000)))))).containsExactly("/v LIMIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-1000", "0.0001e-1000", "100e1000", "-1.5e999"})
    void data_may_have_every_number_that_can_be_read(String number) throws Exception {
        var schema = documents.compile(revision("v8", 1, "{}"));

        assertThat(schema.faults(v(JsonText.read(number)))).isEmpty();
        assertThat(JsonText.read(JsonText.write(JsonText.read(number)))).isEqualTo(JsonText.read(number));
    }

    private static Json.Obj v(Json value) {
        return Json.Obj.EMPTY.with("v", value);
    }
}

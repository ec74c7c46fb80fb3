package dev.kith.json;

import static dev.kith.json.Given.json;
import static dev.kith.json.Given.object;
import static dev.kith.json.Given.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.SchemaRefused;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaBundleTest {
    private static final String D4 = "http://json-schema.org/draft-04/schema#";
    private static final String D7 = "http://json-schema.org/draft-07/schema#";
    private static final String D2019 = "https://json-schema.org/draft/2019-09/schema";

    private final SchemaDocuments documents = Given.documents();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // The reference, the schema's identifier, the other document's path, and its identifier.
                "other.json||other.json|",
                "./other.json#||other.json|",
                "other.json#/$defs/text||other.json|",
                "other.json#name||other.json|",
                "common/other.json||common/other.json|",
                "common/a%20b.json||common/a b.json|",
                "other.json|https://a.example/person|other.json|",
                "other.json|https://a.example/person|other.json|https://a.example/other.json",
                "other.json#/$defs/text|https://a.example/person|other.json|https://b.example/x",
                "other.json|person|other.json|inner",
                "https://a.example/other||common/any.json|https://a.example/other",
                "https://a.example/other#/$defs/text||any.json|https://a.example/other#",
                "https://a.example/other#name|https://a.example/person|any.json|https://a.example/other",
                "/other|https://a.example/person|any.json|https://a.example/other",
                "urn:example:other||any.json|urn:example:other",
                "urn:example:other#name||any.json|urn:example:other",
            })
    void a_reference_finds_a_document_by_its_identifier_or_its_file_name(
            String reference, @Nullable String own, String path, @Nullable String identifier) throws SchemaRefused {
        String other = "{" + member("$id", identifier)
                + "'type':'string','$defs':{'text':{'$anchor':'name','type':'string'}}}";

        DataSchema schema = bundled(
                "{" + member("$id", own) + "'properties':{'v':{'$ref':'" + reference + "'}}}", Map.of(path, other));

        assertThat(schema.faults(object("{'v':'a'}"))).isEmpty();
        assertThat(told(schema.faults(object("{'v':1}")))).containsExactly("/v TYPE");
    }

    private static String member(String name, @Nullable String value) {
        return value == null ? "" : "'" + name + "':'" + value + "',";
    }

    @ParameterizedTest
    @ValueSource(strings = {D4, D7, D2019})
    void the_older_drafts_refer_alike(String draft) throws SchemaRefused {
        String id = draft.equals(D4) ? "id" : "$id";
        DataSchema schema = bundled(
                "{'$schema':'" + draft + "','" + id + "':'https://a.example/p','properties':{'v':{'$ref':'a.json'}}}",
                Map.of(
                        "a.json",
                        "{'$ref':'b.json#/definitions/text','definitions':{'x':{}}}",
                        "b.json",
                        "{'definitions':{'text':{'type':'string'}}}"));

        assertThat(schema.faults(object("{'v':'a'}"))).isEmpty();
        assertThat(told(schema.faults(object("{'v':1}")))).containsExactly("/v TYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {D4, D7, D2019})
    void a_place_below_an_unknown_keyword_may_refer_to_documents_and_be_referred_to(String draft) throws SchemaRefused {
        DataSchema schema = bundled(
                "{'$schema':'" + draft + "','properties':{'v':{'$ref':'#/types/outer'}},"
                        + "'types':{'outer':{'allOf':[{'$ref':'types.json#/refToText'}]}}}",
                Map.of("types.json", "{'text':{'type':'string'},'refToText':{'$ref':'#/text'}}"));

        assertThat(schema.faults(object("{'v':'a'}"))).isEmpty();
        assertThat(told(schema.faults(object("{'v':1}")))).contains("/v TYPE");
    }

    @Test
    void documents_may_refer_to_each_other_and_back_to_the_schema() throws SchemaRefused {
        DataSchema schema = bundled(
                "{'properties':{'home':{'$ref':'common/address.json'},'boss':{'$ref':'person.json'}},'required':['home']}",
                Map.of(
                        "common/address.json",
                        "{'properties':{'country':{'$ref':'country.json'},'owner':{'$ref':'../person.json#'}}}",
                        "common/country.json",
                        "{'enum':['AT'],'$defs':{'unused':{'$ref':'address.json'}}}"));

        assertThat(schema.faults(object("{'home':{'country':'AT','owner':{'home':{}}},'boss':{'home':{}}}")))
                .isEmpty();
        assertThat(told(schema.faults(object("{'home':{'country':'XX','owner':{}},'boss':{}}"))))
                .containsExactlyInAnyOrder("/home/country ENUM", "/home/owner/home REQUIRED", "/boss/home REQUIRED");
    }

    @Test
    void what_is_referred_to_twice_is_in_the_bundle_once_and_what_is_not_is_not() throws SchemaRefused {
        Json bundle = bundle(
                "{'properties':{'a':{'$ref':'x.json'},'b':{'$ref':'x.json#/$defs/t'}},'$defs':{'x.json':{}}}",
                Map.of("x.json", "{'$defs':{'t':{}}}", "unused.json", "{'$ref':'nowhere'}"));

        assertThat(bundle).isEqualTo(json("""
                {'properties':{'a':{'$ref':'x.json'},'b':{'$ref':'x.json#/$defs/t'}},
                 '$defs':{'x.json':{},'x.json_':{'$defs':{'t':{}},'$id':'kith:/x.json'}}}"""));
    }

    @Test
    void a_bundle_can_be_used_without_the_documents_and_is_its_own_bundle() throws SchemaRefused {
        Json bundle = bundle("{'items':{'$ref':'x.json'}}", Map.of("x.json", "{'type':'string'}"));

        assertThat(documents.vet(bundle)).isEmpty();
        assertThat(documents.bundle("person.json", bundle, () -> {
                    throw new AssertionError("nothing is missing");
                }))
                .isEqualTo(bundle);
    }

    @Test
    void a_document_may_be_a_truth_value() throws SchemaRefused {
        DataSchema schema = bundled("{'properties':{'v':{'$ref':'no.json'}}}", Map.of("no.json", "false"));

        assertThat(schema.faults(object("{}"))).isEmpty();
        assertThat(schema.faults(object("{'v':1}"))).isNotEmpty();
    }

    @Test
    void the_permission_keyword_of_another_document_counts() throws SchemaRefused {
        DataSchema schema = bundled(
                "{'properties':{'v':{'$ref':'x.json'}}}",
                Map.of("x.json", "{'urn:zitadel:schema:permission':{'owner':'rw'}}"));

        assertThat(Given.visible(schema, object("{'v':1,'w':2}"), Role.SELF)).isEqualTo(object("{'w':2}"));
    }

    @Test
    void references_in_data_and_in_unknown_keywords_are_none() throws SchemaRefused {
        String schema =
                "{'const':{'$ref':'x.json'},'x-form':{'$ref':'x.json'},'properties':{'$ref':{'type':'string'}}}";

        assertThat(bundle(schema, Map.of("x.json", "{}"))).isEqualTo(json(schema));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'$ref':'none.json'}|/$ref|\"none.json\" leads to no document|identifier \"kith:/none.json\" or the file name \"none.json\"",
                "{'$ref':'https://a.example/none'}|/$ref|\"https://a.example/none\" leads to no document|identifier \"https://a.example/none\"",
                "{'$ref':'../x.json'}|/$ref|\"../x.json\" leads to no document|identifier",
                "{'$ref':'/y.json'}|/$ref|\"/y.json\"|identifier",
                "{'$ref':'//x.json/x.json'}|/$ref|leads to no document|identifier",
                "{'$ref':'file:///etc/passwd'}|/$ref|leads to no document|identifier \"file:///etc/passwd\"",
                "{'$ref':'x.json#/$defs/none'}|/$ref|\"x.json#/$defs/none\"|a place that is not a schema",
                "{'$ref':'twice'}|/$ref|\"https://a.example/twice\" is that of several documents|d1.json, d2.json",
                "{'$ref':'list.json'}||list.json|is not a schema",
                "{'$ref':'old.json'}|/$defs/old.json/$schema|same|root",
                "{'$ref':'bad.json'}|/$defs/bad.json/type|JSON Schema|allowed",
                "{'$ref':'loop1.json'}||lead back|descending",
            })
    void what_is_not_found_is_refused_with_what_was_looked_for(
            String schema, @Nullable String place, String what, String more) {
        Map<String, String> beside = Map.of(
                "x.json", "{}",
                "d1.json", "{'$id':'https://a.example/twice'}",
                "d2.json", "{'$id':'https://a.example/twice','type':'string'}",
                "list.json", "[]",
                "old.json", "{'$schema':'" + D7 + "'}",
                "bad.json", "{'type':'strin'}",
                "loop1.json", "{'$ref':'loop2.json'}",
                "loop2.json", "{'allOf':[{'$ref':'loop1.json'}]}");
        String identified = what.contains("several") ? "{'$id':'https://a.example/p'," + schema.substring(1) : schema;

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> bundled(identified, beside))
                .withMessageContaining(place == null ? "" : "At " + place + ": ")
                .withMessageContaining(what)
                .withMessageContaining(more);
    }

    @Test
    void equal_documents_with_one_identifier_are_one() throws SchemaRefused {
        String other = "{'$id':'urn:x','type':'string'}";

        assertThat(bundled("{'properties':{'v':{'$ref':'urn:x'}}}", Map.of("a.json", other, "b/a.json", other))
                        .faults(object("{'v':'a'}")))
                .isEmpty();
    }

    @Test
    void the_limits_hold_for_the_bundle() {
        String large = "{'enum':[" + "1,".repeat(SchemaVetter.MOST_NODES) + "1]}";

        assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> bundle("{'$ref':'x.json'}", Map.of("x.json", large)))
                .withMessage("At /$defs/x.json/enum/9995: the schema is where the document becomes too large.");
    }

    private Json bundle(String schema, Map<String, String> beside) throws SchemaRefused {
        Map<String, Json> all = new HashMap<>();
        beside.forEach((path, text) -> all.put(path, json(text)));
        all.put("person.json", json(schema));
        return documents.bundle("person.json", json(schema), () -> all);
    }

    private DataSchema bundled(String schema, Map<String, String> beside) throws SchemaRefused {
        Json bundle = bundle(schema, beside);
        documents.vet(bundle);
        return Given.schema(JsonText.write(bundle));
    }
}

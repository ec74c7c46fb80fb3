package dev.kith.json;

import static dev.kith.json.Given.denials;
import static dev.kith.json.Given.json;
import static dev.kith.json.Given.object;
import static dev.kith.json.Given.schema;
import static dev.kith.json.Given.told;
import static dev.kith.json.Given.violations;
import static dev.kith.json.Given.visible;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.core.Documents.DataSchema;
import dev.kith.core.Documents.Role;
import dev.kith.core.Documents.SchemaRefused;
import dev.kith.core.Meters;
import dev.kith.json.document.SizeLimits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {
    /** Owner may read and write, the user itself may read. */
    private static final String P = "'urn:zitadel:schema:permission':{'owner':'rw','self':'r'}";
    /** Owner may read and write, the user itself has nothing. */
    private static final String H = "'urn:zitadel:schema:permission':{'owner':'rw'}";

    @Test
    void a_protected_value_may_be_sent_back_but_neither_changed_nor_removed() {
        DataSchema schema = schema("{'properties':{'id':{" + P + "},'name':{}}}");
        Json.Obj before = object("{'id':7,'name':'a'}");

        assertThat(denials(schema, before, object("{'id':7.0,'name':'b'}"), Role.SELF))
                .isEmpty();
        assertThat(told(denials(schema, before, object("{'id':8,'name':'a'}"), Role.SELF)))
                .containsExactly("/id PERMISSION");
        assertThat(told(denials(schema, before, object("{'id':null}"), Role.SELF)))
                .containsExactly("/id PERMISSION");
        assertThat(told(denials(schema, before, object("{'name':'a'}"), Role.SELF)))
                .containsExactly("/id PERMISSION");
        assertThat(denials(schema, before, object("{'id':8}"), Role.OWNER)).isEmpty();
        assertThat(denials(schema, object("{}"), object("{'name':'a'}"), Role.SELF))
                .isEmpty();
        assertThat(told(denials(schema, object("{}"), object("{'id':7}"), Role.SELF)))
                .containsExactly("/id PERMISSION");
    }

    @Test
    void permissions_hold_where_a_reference_leads_below_an_unknown_keyword() {
        DataSchema schema = schema("{'properties':{'a':{'$ref':'#/types/mine'},'b':{'$ref':'#/types/hidden'}},"
                + "'types':{'mine':{" + P + "},'hidden':{'properties':{'c':{" + H + "}}}}}");

        assertThat(told(denials(schema, object("{'a':1}"), object("{'a':2}"), Role.SELF)))
                .containsExactly("/a PERMISSION");
        assertThat(visible(schema, object("{'a':1,'b':{'c':1,'d':2}}"), Role.SELF))
                .isEqualTo(object("{'a':1,'b':{'d':2}}"));
    }

    @Test
    void the_sentence_does_not_repeat_the_value() {
        DataSchema schema = schema("{'properties':{'id':{" + P + "}}}");

        assertThat(denials(schema, object("{}"), object("{'id':'s3cret'}"), Role.SELF))
                .singleElement()
                .satisfies(
                        denial -> assertThat(denial.description()).isEqualTo("The caller may not write this value."));
    }

    @Test
    void a_role_that_is_not_named_has_nothing() {
        DataSchema schema = schema("{'properties':{'a':{'urn:zitadel:schema:permission':{'self':'rw'}},"
                + "'b':{'urn:zitadel:schema:permission':{}}}}");

        assertThat(told(denials(schema, object("{}"), object("{'a':1,'b':1}"), Role.OWNER)))
                .containsExactly(" PERMISSION");
        assertThat(denials(schema, object("{}"), object("{'a':1}"), Role.SELF)).isEmpty();
        assertThat(told(denials(schema, object("{}"), object("{'a':1,'b':1}"), Role.SELF)))
                .containsExactly(" PERMISSION");
        assertThat(visible(schema, object("{'a':1,'b':1,'c':1}"), Role.OWNER)).isEqualTo(object("{'c':1}"));
    }

    /** Each schema protects the value at {@code /v/x/0}, and nothing at {@code /free}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'v':{'properties':{'x':{'items':{%s}}}}}}",
                "{'properties':{'v':{'properties':{'x':{'prefixItems':[{%s}]}}}}}",
                "{'properties':{'v':{'properties':{'x':{'contains':{%s}}}}}}",
                "{'properties':{'v':{'properties':{'x':{'unevaluatedItems':{%s}}}}}}",
                "{'properties':{'v':{'properties':{'x':{'anyOf':[{'prefixItems':[true]},true],'unevaluatedItems':{%s}}}}}}",
                "{'properties':{'v':{'patternProperties':{'^x$':{'items':{%s}}}}}}",
                "{'properties':{'v':{'additionalProperties':{'items':{%s}}}}}",
                "{'properties':{'v':{'unevaluatedProperties':{'items':{%s}}}}}",
                "{'properties':{'v':{'if':{'properties':{'x':true}},'unevaluatedProperties':{'items':{%s}}}}}",
                "{'properties':{'v':{'allOf':[true,{'properties':{'x':{'items':{%s}}}}]}}}",
                "{'properties':{'v':{'anyOf':[true,{'properties':{'x':{'items':{%s}}}}]}}}",
                "{'properties':{'v':{'oneOf':[{'type':'null','properties':{'x':{'items':{%s}}}}]}}}",
                "{'properties':{'v':{'not':{'properties':{'x':{'items':{%s}}}}}}}",
                "{'properties':{'v':{'if':{'properties':{'x':{'items':{%s}}}}}}}",
                "{'properties':{'v':{'if':false,'then':{'properties':{'x':{'items':{%s}}}}}}}",
                "{'properties':{'v':{'if':true,'else':{'properties':{'x':{'items':{%s}}}}}}}",
                "{'properties':{'v':{'dependentSchemas':{'absent':{'properties':{'x':{'items':{%s}}}}}}}}",
                "{'properties':{'v':{'$ref':'#/$defs/d'}},'$defs':{'d':{'properties':{'x':{'items':{'$ref':'#/$defs/e'}}}},'e':{%s}}}",
                "{'properties':{'v':{'$dynamicRef':'#d'}},'$defs':{'d':{'$dynamicAnchor':'d','properties':{'x':{'items':{%s}}}}}}",
                "{'properties':{'v':{'properties':{'x':{'items':{'allOf':[{'anyOf':[{'if':{%s}}]}]}}}}}}",
                "{'$schema':'https://json-schema.org/draft/2019-09/schema','properties':{'v':{'properties':{'x':{'items':[{%s}]}}}}}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','properties':{'v':{'dependencies':{'absent':{'properties':{'x':{'items':{%s}}}}}}}}",
                "{'$schema':'http://json-schema.org/draft-07/schema#','properties':{'v':{'$ref':'#/definitions/d','properties':{'x':{'items':{%s}}}}},'definitions':{'d':{}}}",
                "{'$schema':'http://json-schema.org/draft-04/schema#','properties':{'v':{'properties':{'x':{'items':{%s}}}}}}",
            })
    void every_keyword_located_at_a_value_counts_whichever_branch_validates(String document) {
        DataSchema schema = schema(document.formatted(P));
        DataSchema hiding = schema(document.formatted(H));
        Json.Obj before = object("{'v':{'x':['secret']},'free':1}");

        for (String after : List.of(
                "{'v':{'x':['other']},'free':1}",
                "{'v':{'x':[]},'free':1}",
                "{'v':{},'free':1}",
                "{'v':'text','free':1}",
                "{'v':{'x':{}},'free':1}",
                "{'free':1}")) {
            assertThat(told(denials(schema, before, object(after), Role.SELF)))
                    .as(after)
                    .containsExactly("/v/x/0 PERMISSION");
            assertThat(denials(schema, before, object(after), Role.OWNER)).isEmpty();
        }
        assertThat(denials(schema, before, object("{'v':{'x':['secret']},'free':2}"), Role.SELF))
                .isEmpty();
        assertThat(visible(hiding, before, Role.SELF)).isEqualTo(object("{'v':{'x':[null]},'free':1}"));
        assertThat(visible(hiding, before, Role.OWNER)).isEqualTo(before);
    }

    @Test
    void the_strictest_keyword_wins() {
        DataSchema schema = schema("""
                {'properties':{'v':{'urn:zitadel:schema:permission':{'owner':'rw','self':'rw'},
                  'anyOf':[{'urn:zitadel:schema:permission':{'owner':'rw','self':'r'}},
                           {'urn:zitadel:schema:permission':{'owner':'w','self':'rw'}}]}}}""");
        Json.Obj data = object("{'v':1}");

        assertThat(told(denials(schema, Json.Obj.EMPTY, data, Role.SELF))).containsExactly("/v PERMISSION");
        assertThat(denials(schema, Json.Obj.EMPTY, data, Role.OWNER)).isEmpty();
        assertThat(visible(schema, data, Role.SELF)).isEqualTo(data);
        assertThat(visible(schema, data, Role.OWNER)).isEqualTo(Json.Obj.EMPTY);
    }

    @Test
    void a_container_that_may_be_written_does_not_open_what_is_in_it() {
        DataSchema schema = schema("{'properties':{'v':{'urn:zitadel:schema:permission':{'self':'rw'},"
                + "'properties':{'inner':{" + P + "}}}}}");

        assertThat(told(denials(schema, object("{'v':{'inner':1}}"), object("{'v':{}}"), Role.SELF)))
                .containsExactly("/v/inner PERMISSION");
        assertThat(denials(schema, object("{'v':{'inner':1}}"), object("{'v':{'inner':1,'a':1}}"), Role.SELF))
                .isEmpty();
    }

    @Test
    void a_protected_container_protects_what_is_in_it() {
        DataSchema schema = schema("{'properties':{'v':{" + P + ",'properties':{'inner':"
                + "{'urn:zitadel:schema:permission':{'self':'rw'}}}}}}");

        assertThat(told(denials(schema, object("{'v':{'inner':1}}"), object("{'v':{'inner':2}}"), Role.SELF)))
                .containsExactly("/v PERMISSION");
    }

    @Test
    void a_keyword_at_the_root_protects_the_whole_data() {
        DataSchema schema = schema("{" + P + "}");

        assertThat(told(denials(schema, object("{'a':1}"), object("{'a':2}"), Role.SELF)))
                .containsExactly(" PERMISSION");
        assertThat(denials(schema, object("{'a':1}"), object("{'a':1}"), Role.SELF))
                .isEmpty();
        assertThat(visible(schema("{" + H + "}"), object("{'a':1}"), Role.SELF)).isEqualTo(Json.Obj.EMPTY);
    }

    @Test
    void additional_properties_are_those_that_no_sibling_names() {
        DataSchema schema =
                schema("{'properties':{'a':{}},'patternProperties':{'^b':{}},'additionalProperties':{" + P + "}}");

        assertThat(told(denials(schema, Json.Obj.EMPTY, object("{'a':1,'bb':1,'c':1}"), Role.SELF)))
                .containsExactly("/c PERMISSION");
    }

    @Test
    void unevaluated_properties_are_not_those_that_are_certain_to_be_evaluated() {
        DataSchema schema = schema("{'$ref':'#/$defs/base','allOf':[{'patternProperties':{'^b':true}}],"
                + "'properties':{'c':true},'anyOf':[{'properties':{'d':true}},true],"
                + "'unevaluatedProperties':{" + P + "},'$defs':{'base':{'properties':{'a':true}}}}");

        assertThat(told(denials(schema, Json.Obj.EMPTY, object("{'a':1,'bb':1,'c':1,'d':1,'e':1}"), Role.SELF)))
                .containsExactly("/d PERMISSION", "/e PERMISSION");
    }

    @Test
    void a_keyword_for_names_counts_for_the_members() {
        DataSchema schema = schema("{'propertyNames':{" + P + "}}");

        assertThat(told(denials(schema, object("{'a':1}"), Json.Obj.EMPTY, Role.SELF)))
                .containsExactly("/a PERMISSION");
    }

    @Test
    void a_property_that_is_named_like_the_keyword_is_no_keyword() {
        DataSchema schema = schema("{'properties':{'urn:zitadel:schema:permission':{'type':'object'}}," + "'default':{"
                + P + "},'const':{" + P + "}}");
        Json.Obj data = object("{" + H + "}");

        assertThat(denials(schema, Json.Obj.EMPTY, data, Role.SELF)).isEmpty();
        assertThat(visible(schema, data, Role.SELF)).isEqualTo(data);
    }

    @Test
    void the_keyword_is_found_in_every_generation_of_a_tree() {
        String tree = "{'properties':{'salary':{%s},'children':{'items':{'$ref':'#'}}}}";
        DataSchema schema = schema(tree.formatted(P));
        Json.Obj before = object("{'salary':1,'children':[{'salary':2,'children':[{'salary':3}]}]}");

        assertThat(told(denials(
                        schema,
                        before,
                        object("{'salary':1,'children':[{'salary':2,'children':[{'salary':4}]}]}"),
                        Role.SELF)))
                .containsExactly("/children/0/children/0/salary PERMISSION");
        assertThat(visible(schema(tree.formatted(H)), before, Role.SELF))
                .isEqualTo(object("{'children':[{'children':[null]}]}"));
    }

    @Test
    void elements_are_compared_by_their_indices() {
        DataSchema schema = schema("{'properties':{'v':{'items':{'properties':{'role':{" + P + "}}}}}}");
        Json.Obj before = object("{'v':[{'role':'admin'},{'role':'user'}]}");

        assertThat(denials(schema, before, object("{'v':[{'role':'admin','n':1},{'role':'user'},{}]}"), Role.SELF))
                .isEmpty();
        assertThat(told(denials(schema, before, object("{'v':[{'role':'user'}]}"), Role.SELF)))
                .containsExactly("/v/0/role PERMISSION", "/v/1/role PERMISSION");
    }

    @Test
    void additional_items_are_those_after_a_list_of_items() {
        String items =
                "{'$schema':'https://json-schema.org/draft/2019-09/schema','properties':{'v':{%s'additionalItems':{" + P
                        + "}}}}";
        Json.Obj data = object("{'v':[1,2]}");

        assertThat(told(denials(schema(items.formatted("'items':[true],")), Json.Obj.EMPTY, data, Role.SELF)))
                .containsExactly("/v/1 PERMISSION");
        assertThat(denials(schema(items.formatted("'items':true,")), Json.Obj.EMPTY, data, Role.SELF))
                .isEmpty();
    }

    @Test
    void names_are_escaped_in_the_pointer() {
        DataSchema schema = schema("{'properties':{'a/b~c':{" + P + "}}}");

        assertThat(told(denials(schema, Json.Obj.EMPTY, object("{'a/b~c':1}"), Role.SELF)))
                .containsExactly("/a~1b~0c PERMISSION");
    }

    @Test
    void at_most_fifty_denials_are_told() {
        DataSchema schema = schema("{'additionalProperties':{" + P + "}}");
        Json.Obj data = Json.Obj.EMPTY;
        for (int i = 0; i < 200; i++) {
            data = data.with("m" + i, Json.Null.NULL);
        }

        assertThat(denials(schema, Json.Obj.EMPTY, data, Role.SELF)).hasSize(50);
    }

    @Test
    void a_schema_without_the_keyword_lets_everybody_read_and_write() {
        DataSchema schema = schema("{'properties':{'a':{'type':'string'}}}");
        Json.Obj data = object("{'a':'x','b':[1]}");

        for (Role role : Role.values()) {
            assertThat(denials(schema, data, Json.Obj.EMPTY, role)).isEmpty();
            assertThat(visible(schema, data, role)).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'v':['a','s','b']}|{'v':['a',null,'b']}",
                "{'v':['a']}|{'v':['a']}",
                "{'v':[]}|{'v':[]}",
                "{'v':{'1':'s'}}|{'v':{'1':'s'}}",
            })
    void a_hidden_element_becomes_null_so_that_the_others_keep_their_indices(String data, String visible) {
        DataSchema schema = schema("{'properties':{'v':{'prefixItems':[true,{" + H + "}]}}}");

        assertThat(visible(schema, object(data), Role.SELF)).isEqualTo(json(visible));
    }

    @Test
    void what_takes_too_much_work_is_denied_and_hidden() throws SchemaRefused {
        DataSchema schema = new SchemaDocuments(1, new DataLimits(50, SizeLimits.MOST_CHARACTERS), Meters.NONE)
                .compile(Given.revision("s", 1, "{'additionalProperties':{'properties':{'x':{" + H + "}}}}"));
        Json.Obj data = Json.Obj.EMPTY;
        for (int i = 0; i < 100; i++) {
            data = data.with("m" + i, Json.Null.NULL);
        }

        assertThat(told(denials(schema, Json.Obj.EMPTY, data, Role.SELF))).containsExactly(" PERMISSION");
        assertThat(visible(schema, data, Role.SELF)).isEqualTo(Json.Obj.EMPTY);
        assertThat(told(schema.faults(data))).containsExactly(" LIMIT");
    }

    @Test
    void what_is_wrong_with_a_hidden_value_is_told_of_the_nearest_place_that_is_not() {
        DataSchema schema = schema("""
                {'properties':{
                  'open':{'type':'string'},
                  'in':{'properties':{'salary':{'maximum':1,'urn:zitadel:schema:permission':{'owner':'rw'}}}},
                  'list':{'items':{'maximum':1,'urn:zitadel:schema:permission':{'owner':'rw'}}}}}""");
        Json.Obj data = object("{'open':1,'in':{'salary':5},'list':[0,5]}");
        assertThat(told(violations(schema, data, data, Role.OWNER)))
                .containsExactlyInAnyOrder("/open TYPE", "/in/salary MAXIMUM", "/list/1 MAXIMUM");
        assertThat(told(violations(schema, data, object("{'open':1,'list':[null,null]}"), Role.SELF)))
                .containsExactlyInAnyOrder("/open TYPE", " PERMISSION", "/list PERMISSION");
        assertThat(told(violations(schema, data, object("{'open':1,'in':{},'list':[null,null]}"), Role.SELF)))
                .containsExactlyInAnyOrder("/open TYPE", "/in PERMISSION", "/list PERMISSION");
    }
}

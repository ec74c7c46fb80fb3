package dev.kith.json;

import static dev.kith.json.Given.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.core.Documents.SchemaRefused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTiesTest {
    private static final String H = "'urn:zitadel:schema:permission':{'owner':'rw'}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'required':['h','v']|/required",
                "'dependentRequired':{'v':['h']}|/dependentRequired",
                "'dependentSchemas':{'h':{'required':['v']}}|/dependentSchemas",
                "'dependentSchemas':{'v':{'properties':{'h':{'const':1}}}}|/dependentSchemas",
                "'if':{'properties':{'h':{'const':1}}},'then':{'required':['v']}|/if",
                "'anyOf':[{'required':['h']},{'required':['v']}]|/anyOf",
                "'oneOf':[{'properties':{'h':{'const':1}}},{'required':['v']}]|/oneOf",
                "'not':{'required':['h','v']}|/not",
                "'minProperties':2|/minProperties",
                "'maxProperties':2|/maxProperties",
                "'enum':[{}]|/enum",
                "'const':{}|/const",
                "'allOf':[{'minProperties':1}]|/allOf/0/minProperties",
                "'$ref':'#/$defs/d','$defs':{'d':{'minProperties':1}}|/$defs/d/minProperties",
            })
    void a_rule_over_hidden_and_other_values_is_a_tie(String rule, String pointer) throws SchemaRefused {
        assertThat(ties("{'properties':{'h':{" + H + "},'v':{}}," + rule + "}")).contains(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'required':['v']",
                "'anyOf':[{'required':['v']},{'properties':{'v':{'const':1}}}]",
                "'if':{'properties':{'v':{'const':1}}},'then':{'required':['v']}",
                "'additionalProperties':false",
                "'unevaluatedProperties':false",
                "'dependentRequired':{'v':['w']}",
            })
    void a_rule_that_does_not_look_at_hidden_values_is_none(String rule) throws SchemaRefused {
        assertThat(ties("{'properties':{'h':{" + H + ",'type':'string','enum':['a']},'v':{}}," + rule + "}"))
                .isEmpty();
    }

    @Test
    void what_an_object_requires_is_a_tie_where_the_object_can_be_removed_but_for_its_hidden_members()
            throws SchemaRefused {
        assertThat(ties("{'properties':{'o':{'required':['v'],'properties':{'h':{" + H + "},'v':{}}}}}"))
                .containsExactly("/properties/o/required");
    }

    @Test
    void ties_are_found_in_arrays_under_patterns_and_in_every_generation_of_a_tree() throws SchemaRefused {
        assertThat(ties("{'properties':{'a':{'items':{'properties':{'h':{" + H
                        + "}},'minProperties':1},'uniqueItems':true}}}"))
                .containsExactlyInAnyOrder("/properties/a/items/minProperties", "/properties/a/uniqueItems");
        assertThat(ties("{'patternProperties':{'^x':{'properties':{'h':{" + H + "}},'minProperties':1}}}"))
                .containsExactly("/patternProperties/^x/minProperties");
        assertThat(ties("{'properties':{'child':{'$ref':'#'},'h':{" + H + "}},'minProperties':1}"))
                .containsExactly("/minProperties");
    }

    @Test
    void nothing_is_tied_where_a_role_reads_all_or_writes_nothing() throws SchemaRefused {
        assertThat(ties("{'properties':{'h':{},'v':{}},'minProperties':1,'required':['h']}"))
                .isEmpty();
        assertThat(ties("{'urn:zitadel:schema:permission':{'owner':'rw','self':'r'},'properties':{'h':{" + H
                        + "},'v':{}},'minProperties':1}"))
                .isEmpty();
    }

    private static List<String> ties(String document) throws SchemaRefused {
        return Given.documents().vet(json(document));
    }
}

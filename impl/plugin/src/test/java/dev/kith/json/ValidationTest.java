package dev.kith.json;

import static dev.kith.json.Given.object;
import static dev.kith.json.Given.schema;
import static dev.kith.json.Given.schemaOfV;
import static dev.kith.json.Given.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.Problem.Violation;
import dev.kith.core.Documents.DataSchema;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    private static final String D4 = "http://json-schema.org/draft-04/schema#";
    private static final String D6 = "http://json-schema.org/draft-06/schema#";
    private static final String D7 = "http://json-schema.org/draft-07/schema#";
    private static final String D2019 = "https://json-schema.org/draft/2019-09/schema";
    private static final String D2020 = "https://json-schema.org/draft/2020-12/schema";
    private static final String OWN = "urn:zitadel:schema:v1";

    @ParameterizedTest
    @ValueSource(strings = {D4, D6, D7, D2019, D2020, OWN})
    void a_reference_may_lead_below_a_keyword_that_nobody_knows(String draft) {
        String schema = "{'$schema':'" + draft + "','properties':{"
                + "'a':{'$ref':'#/types/text'},'b':{'$ref':'#/types/list/1'},'c':{'$ref':'#/x-deep/a~1b/to%20text'},"
                + "'d':{'$ref':'#/types/person/properties/name'},'e':{'$ref':'#/types/person'},"
                + "'f':{'own':{'type':'string'},'anyOf':[{'$ref':'#/properties/f/own'}]}},"
                + "'types':{'text':{'type':'string'},'list':[{},{'$ref':'#/types/text'}],"
                + "'person':{'properties':{'name':{'$ref':'#/types/text'},'boss':{'$ref':'#/types/person'}}}},"
                + "'x-deep':{'a/b':{'to text':{'allOf':[{'$ref':'#/types/list/1'}]}}}}";

        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(schema(schema).faults(object("{'" + name + "':'text'}"))).isEmpty();
            assertThat(told(schema(schema).faults(object("{'" + name + "':1}"))))
                    .containsExactly("/" + name + " TYPE");
        }
        assertThat(told(schema(schema).faults(object("{'e':{'boss':{'boss':{'name':1}}}}"))))
                .containsExactly("/e/boss/boss/name TYPE");
        assertThat(schema(schema).faults(object("{'f':1}"))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'string'}|'a'|1|TYPE",
                "{'type':['string','null']}|null|true|TYPE",
                "{'type':'integer'}|1.0|1.5|TYPE",
                "{'type':'number'}|1|'1'|TYPE",
                "{'const':{'a':[1,null]}}|{'a':[1.0,null]}|{'a':[1]}|CONST",
                "{'const':1}|1.0|1.00001|CONST",
                "{'const':false}|false|0|CONST",
                "{'const':{'$ref':'file:///etc/passwd'}}|{'$ref':'file:///etc/passwd'}|{}|CONST",
                "{'enum':[1,'a',null,{'$id':'::'}]}|1.0|2|ENUM",
                "{'enum':[[false]]}|[false]|[0]|ENUM",
                "{'multipleOf':0.01}|4.35|4.355|MULTIPLE_OF",
                "{'multipleOf':1e-8}|12391239123|1e-9|MULTIPLE_OF",
                "{'multipleOf':0.01}|1e1000|1e-1000|MULTIPLE_OF",
                "{'multipleOf':0.1}|0.3|0.35|MULTIPLE_OF",
                "{'maximum':9007199254740993}|9007199254740993|9007199254740994|MAXIMUM",
                "{'minimum':-2}|-2.0|-2.0001|MINIMUM",
                "{'exclusiveMaximum':3}|2.9999|3.0|EXCLUSIVE_MAXIMUM",
                "{'exclusiveMinimum':1e-400}|1e-399|1e-400|EXCLUSIVE_MINIMUM",
                "{'maxLength':2}|'\uD83D\uDE00\uD83D\uDE00'|'abc'|MAX_LENGTH",
                "{'minLength':2}|'ab'|'\uD83D\uDE00'|MIN_LENGTH",
                "{'pattern':'^a*$'}|'aaa'|'abc'|PATTERN",
                "{'pattern':'a+'}|'xxaayy'|'xx'|PATTERN",
                "{'pattern':'^\\\\p{Letter}+$'}|'né'|'n1'|PATTERN",
                "{'pattern':'^\\\\d$'}|'1'|'\u09EA'|PATTERN",
                "{'pattern':'^\\\\u0041$'}|'A'|'u0041'|PATTERN",
                "{'patternProperties':{'^\\\\p{Script=Greek}':false}}|{'a':1}|1|",
                "{'maxItems':1}|[1]|[1,2]|MAX_ITEMS",
                "{'minItems':1}|[1]|[]|MIN_ITEMS",
                "{'uniqueItems':true}|[1,true,'1',[1],{'a':1}]|[1,1.0]|UNIQUE_ITEMS",
                "{'uniqueItems':true}|[[1],[true]]|[{'a':1,'b':2},{'b':2,'a':1.00}]|UNIQUE_ITEMS",
                "{'uniqueItems':false}|[1,1]|1|",
                "{'maxProperties':1}|{'a':1}|{'a':1,'b':1}|MAX_PROPERTIES",
                "{'minProperties':1}|{'a':1}|{}|MIN_PROPERTIES",
                "{'anyOf':[{'type':'string'},{'minimum':2}]}|2|1|ANY_OF",
                "{'oneOf':[{'type':'integer'},{'minimum':2}]}|1|3|ONE_OF",
                "{'not':{'type':'integer'}}|'a'|1|NOT",
                "{'contains':{'minimum':5}}|[1,5]|[1]|CONTAINS",
                "{'contains':{'minimum':5},'maxContains':1}|[5]|[5,6]|MAX_CONTAINS",
                "{'contains':{'minimum':5},'minContains':2}|[5,6]|[5]|MIN_CONTAINS",
                "{'contains':{'minimum':5},'minContains':0}|[]|1|",
                "{'propertyNames':{'maxLength':1}}|{'a':1}|{'ab':1}|PROPERTY_NAMES",
                "{'propertyNames':{'pattern':'^a'}}|{'a':1}|{'b':1}|PROPERTY_NAMES",
                "{'propertyNames':false}|{}|{'b':1}|PROPERTY_NAMES",
            })
    void a_keyword_accepts_what_fits_and_tells_what_does_not(
            String subschema, String fitting, String other, String reason) {
        for (String draft : List.of(D2020, D2019, OWN)) {
            DataSchema schema = schemaOfV(draft, subschema);

            assertThat(schema.faults(object("{'v':" + fitting + "}"))).isEmpty();
            assertThat(told(schema.faults(object("{'v':" + other + "}"))))
                    .isEqualTo(reason == null ? List.of() : List.of("/v " + reason));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties':{'a':{'type':'string'}}}|{'a':1}|/v/a TYPE",
                "{'properties':{'a/b':{'properties':{'~':false}}}}|{'a/b':{'~':1}}|/v/a~1b/~0 FALSE",
                "{'patternProperties':{'^a':{'type':'string'}},'additionalProperties':false}|{'ab':1}|/v/ab TYPE",
                "{'patternProperties':{'^a':{}},'additionalProperties':false}|{'b':1}|/v/b ADDITIONAL_PROPERTIES",
                "{'properties':{'a':true},'additionalProperties':{'type':'string'}}|{'a':1,'b':1}|/v/b TYPE",
                "{'additionalProperties':false}|{'a':1,'b':1}|/v/a ADDITIONAL_PROPERTIES;/v/b ADDITIONAL_PROPERTIES",
                "{'required':['a','b']}|{}|/v/a REQUIRED;/v/b REQUIRED",
                "{'required':['a/b~']}|{}|/v/a~1b~0 REQUIRED",
                "{'dependentRequired':{'a':['b']}}|{'a':1}|/v/b DEPENDENT_REQUIRED",
                "{'dependentSchemas':{'a':{'required':['c']}}}|{'a':1}|/v/c REQUIRED",
                "{'prefixItems':[{'type':'string'}],'items':{'type':'integer'}}|[1,2,'a']|/v/0 TYPE;/v/2 TYPE",
                "{'prefixItems':[true],'items':false}|[1,2]|/v/1 ITEMS",
                "{'allOf':[{'type':'string'},{'minimum':5}]}|1|/v TYPE;/v MINIMUM",
                "{'if':{'type':'integer'},'then':{'minimum':5},'else':{'minLength':2}}|1|/v MINIMUM",
                "{'if':{'type':'integer'},'then':{'minimum':5},'else':{'minLength':2}}|'a'|/v MIN_LENGTH",
                "{'if':false,'else':{'minLength':2}}|'a'|/v MIN_LENGTH",
                "{'if':{'type':'integer'},'then':false}|1|/v FALSE",
                "{'anyOf':[{'properties':{'a':{'type':'string'}}},{'required':['b']}]}|{'a':1}|/v ANY_OF",
                "{'anyOf':[false,{'type':'string'}]}|1|/v ANY_OF",
                "{'oneOf':[{'allOf':[{'type':'string'}]}]}|1|/v ONE_OF",
                "{'not':{'not':{'type':'string'}}}|1|/v NOT",
                "{'contains':{'properties':{'a':{'type':'string'}}}}|[{'a':1}]|/v CONTAINS",
                "{'properties':{'anyOf':{'type':'string'},'if':{'type':'string'}}}|{'anyOf':1,'if':1}|/v/anyOf TYPE;/v/if TYPE",
                "{'properties':{'a':true},'unevaluatedProperties':false}|{'a':1,'b':2}|/v/b UNEVALUATED_PROPERTIES",
                "{'allOf':[{'properties':{'a':true}}],'unevaluatedProperties':false}|{'a':1,'b':2}|/v/b UNEVALUATED_PROPERTIES",
                "{'patternProperties':{'^a':true},'unevaluatedProperties':false}|{'ab':1,'b':2}|/v/b UNEVALUATED_PROPERTIES",
                "{'prefixItems':[true],'unevaluatedItems':false}|[1,2]|/v/1 UNEVALUATED_ITEMS",
            })
    void faults_are_told_where_they_are_and_without_what_merely_follows_from_them(
            String subschema, String value, String told) {
        DataSchema schema = schemaOfV(D2020, subschema);

        assertThat(told(schema.faults(object("{'v':" + value + "}")))).containsExactlyInAnyOrder(told.split(";"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                D4 + "|{'maximum':3,'exclusiveMaximum':true}|2.9|3|/v MAXIMUM",
                D4 + "|{'minimum':3,'exclusiveMinimum':false}|3|2|/v MINIMUM",
                D4 + "|{'const':3}|4|{}|",
                D4 + "|{'items':[{'type':'string'}],'additionalItems':false}|['a']|['a',1]|/v/1 ADDITIONAL_ITEMS",
                D6 + "|{'const':3}|3.0|4|/v CONST",
                D6 + "|{'if':{'type':'string'},'then':false}|'a'|{}|",
                D6 + "|{'dependencies':{'a':['b'],'c':{'required':['d']}}}|{'a':1,'b':1}|{'a':1}|/v/b DEPENDENCIES",
                D7 + "|{'dependencies':{'a':['b'],'c':{'required':['d']}}}|{}|{'c':1}|/v/d REQUIRED",
                D7 + "|{'if':{'type':'string'},'then':{'minLength':2}}|'ab'|'a'|/v MIN_LENGTH",
                D7 + "|{'$ref':'#/definitions/text','maxLength':1,'definitions':{}}|'ab'|1|/v TYPE",
                D2019 + "|{'$ref':'#/definitions/text','maxLength':1}|'a'|'ab'|/v MAX_LENGTH",
                D2019
                        + "|{'items':[{'type':'string'}],'additionalItems':{'type':'integer'}}|['a',1]|['a','b']|/v/1 TYPE",
            })
    void each_draft_has_its_own_keywords(String draft, String subschema, String fitting, String other, String told) {
        DataSchema schema = schema("{'$schema':'" + draft + "','definitions':{'text':{'type':'string'}},"
                + "'properties':{'v':" + subschema + "}}");

        assertThat(schema.faults(object("{'v':" + fitting + "}"))).isEmpty();
        assertThat(told(schema.faults(object("{'v':" + other + "}"))))
                .isEqualTo(told == null ? List.of() : List.of(told));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email|joe@example.org|not an address",
                "email|joe@example.org|jos\u00E9@example.org",
                "email|joe@[127.0.0.1]|Joe <joe@example.org>",
                "email|\"joe bloggs\"@example.org|joe(work)@example.org",
                "idn-email|\uC2E4\uB840@\uC2E4\uB840.\uD14C\uC2A4\uD2B8|a@",
                "hostname|www.example.org|-a.example.org",
                "hostname|xn--4gbwdl.xn--wgbh1c|a_b.example",
                "idn-hostname|\uC2E4\uB840.\uD14C\uC2A4\uD2B8|a_\uC2E4\uB840.example",
                "ipv4|192.168.0.1|256.1.1.1",
                "ipv6|::1|12345::",
                "uri|http://example.org/?q=Test%20URL|//foo.bar/",
                "uri|urn:oasis:names|http://b\u00FCcher.example",
                "uri-reference|/abc|\\\\WINDOWS\\share",
                "iri|http://b\u00FCcher.example|/abc",
                "uri-template|http://example.org/{a}/{b}|http://example.org/{a",
                "uuid|2EB8AA08-AA98-11EA-B4AA-73B441D16380|2eb8aa08-aa98-11ea-b4aa-73b441d1638",
                "date|2020-02-29|2021-02-29",
                "date|1963-06-19|06/19/1963",
                "time|08:30:06Z|08:30:06",
                "time|23:59:60Z|22:59:60Z",
                "time|15:59:60-08:00|24:00:00Z",
                "date-time|1963-06-19t08:30:06.283185z|1963-06-19T08:30:06",
                "date-time|1998-12-31T15:59:60.123-08:00|1990-02-31T15:59:59Z",
                "duration|P4DT12H30M5S|P",
                "duration|P4Y|PT1D",
                "json-pointer|/a/~0~1|/a/~2",
                "relative-json-pointer|1/a|-1/a",
                "regex|^a+$|^(a",
                "regex|^(?=a)(?<n>b)\\k<n>\\1$|\\1",
                "regex|[\\p{L}--[a-z]]|\\a",
                "regex|^\\cA$|^\\S(.*\\S)\\Z",
                "regex|\\p{Script=Latin}|\\p{Script=Elbish}",
                "date-time|2026-01-01T00:00:00.1234567890Z|2026-01-01T00:00:00+24:00",
                "date-time|2026-01-01T00:00:00+18:30|2026-01-01T00:00:00.Z",
                "date-time|2026-01-01T00:00:00-23:59|2026-01-01T00:00:00+23:60",
                "date-time|2017-01-01T08:59:60.5+09:00|2016-12-30T23:59:60Z",
                "date-time|2015-06-30T23:59:60Z|2015-06-30T23:59:60+01:00",
                "date-time|0000-01-01T00:00:00Z|2026-01-01T00:00:00\u0967Z",
                "time|12:00:00.000000000001Z|12:00:00.Z",
                "time|12:00:00+18:30|12:00:00+24:00",
                "time|00:29:60+00:30|00:28:60+00:30",
                "time|23:59:59-23:59|23:59:61Z",
                "uri|https://example.com:8080/|http://example.com:port/",
                "uri|http://a:b@c/|http://a@b@c/",
                "uri|http://a%40b@c:/?q#f|http://example.com/a#b#c",
                "uri|http://[2001:db8::7]:80/|http://[2001:db8::7::1]/",
                "uri|http://[v1.a:b]/|http://[::1/",
                "uri|mailto:a@b|http://example.com/{a}",
                "uri|a:/b|a:b%zz",
                "uri|file:///etc|http://example.com:80:80/",
                "uri-reference|//host:1/|1a:b",
                "uri-reference|a/b:c|a b",
                "iri|http://ex.example/?\uE000#\u00E9|http://ex.example/\uE000",
                "iri|http://ex.example/?\uE000|http://\uE000.example/",
                "iri-reference|\u00E9#\u00E9|\\\u00E9",
                "uri-template|{+a,b.c:3,d*}{?q}|{a:0}",
                "uri-template|{#a}%20|{a:10000}",
                "uri-template|{/a%20b}\u00E9|{}",
                "uri-template|x|%zz",
                "uri-template|{a_b}|{a-b}",
                "ipv6|::ffff:1.2.3.4|::ffff:192.168.0.01",
                "ipv6|1:2:3:4:5:6:7::|1:2:3:4:5:6:7:8::",
                "ipv6|::|:::",
                "ipv6|1:2:3:4:5:6:1.2.3.4|1:2:3:4:5:6:7:1.2.3.4",
                "ipv6|::abcd|::abcde",
                "ipv6|fe80::1|fe80::1%eth0",
                "ipv6|1::1|1.2.3.4::1",
                "ipv4|0.0.0.0|192.168.0.01",
                "ipv4|255.255.255.255|1.2.3",
                "hostname|xn--nxasmm1c|xn--X",
                "hostname|example|a..b",
                "hostname|a|a.b.",
                "hostname|1.2|ab--cd",
                "idn-hostname|fa\u00DF.example|-\u00E9",
                "idn-hostname|a\u3002b|\u3002",
                "idn-hostname|l\u00B7l|a\u00B7l",
                "idn-hostname|\u0375\u03B2|\u0375S",
                "idn-hostname|\u05D0\u05F3\u05D1|A\u05F3\u05D1",
                "idn-hostname|\u30A2\u30FB\u30A2|a\u30FBb",
                "idn-hostname|\u0915\u094D\u200D\u0937|\u0915\u200D\u0937",
                "idn-hostname|\u0628\u0660|\u0628\u0660\u06F0",
                "idn-hostname|\u05D0\u05D1|a\u05D0",
                "idn-hostname|xn--ihqwcrb4cv8a8dqg056pqjye|\u0903hello",
                "idn-hostname|www.example|\u00C9cole",
                "idn-email|\u00E9@example.org|\u00E9@@example.org",
                "relative-json-pointer|0#|01/a",
                "relative-json-pointer|120/foo/bar|/foo",
                "duration|P1W|P1W1D",
                "duration|PT36H|PT",
                "uuid|2eb8aa08-aa98-11ea-b4aa-73b441d16380|2eb8aa08aa9811eab4aa73b441d16380",
            })
    void formats_are_asserted_up_to_draft_7_and_remarks_later(String format, String fitting, String other) {
        for (String draft : List.of(D4, D6, D7, D2019, D2020, OWN)) {
            DataSchema schema = schemaOfV(draft, "{'format':'" + format + "'}");
            boolean asserted = List.of(D4, D6, D7).contains(draft);

            assertThat(schema.faults(v(new Json.Text(fitting)))).isEmpty();
            assertThat(schema.faults(v(Json.Bool.TRUE))).isEmpty();
            assertThat(told(schema.faults(v(new Json.Text(other)))))
                    .isEqualTo(asserted ? List.of("/v FORMAT") : List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "hostname", "idn-hostname", "regex", "uri", "ipv6", "date-time", "uri-template"})
    void a_very_long_text_has_no_format(String format) {
        DataSchema schema = schemaOfV(D7, "{'format':'" + format + "'}");

        assertThat(told(schema.faults(v(new Json.Text("a.".repeat(10_000)))))).containsExactly("/v FORMAT");
    }

    @Test
    void an_unknown_format_fits_everything() {
        assertThat(schemaOfV(D7, "{'format':'colour'}").faults(object("{'v':'x'}")))
                .isEmpty();
    }

    @Test
    void numbers_are_compared_exactly() {
        DataSchema schema = schemaOfV(D2020, "{'enum':[9007199254740993,0.1,-0]}");

        assertThat(schema.faults(object("{'v':9007199254740993.0}"))).isEmpty();
        assertThat(schema.faults(object("{'v':0}"))).isEmpty();
        assertThat(schema.faults(object("{'v':1e-1}"))).isEmpty();
        assertThat(schema.faults(object("{'v':9007199254740992}"))).isNotEmpty();
        assertThat(schema.faults(object("{'v':0.1000000000000000055511151231257827}")))
                .isNotEmpty();
    }

    @Test
    void a_description_never_repeats_a_value() {
        DataSchema schema = schema("""
                {'properties':{
                  'a':{'type':'integer','enum':[1],'const':1,'maxLength':1,'pattern':'^x$','not':{}},
                  'b':{'maximum':1,'multipleOf':7,'type':'string'},
                  'c':{'items':{'type':'integer'},'uniqueItems':true,'maxItems':1},
                  'd':{'additionalProperties':false,'required':['needed'],'propertyNames':{'maxLength':3}}}}""");
        Json.Obj data = object("""
                {'a':'s3cret','b':987654,'c':['s3cret','s3cret'],'d':{'s3cret':'s3cret'}}""");

        List<Violation> faults = schema.faults(data);

        assertThat(faults).hasSizeGreaterThan(12);
        assertThat(faults).allSatisfy(fault -> {
            assertThat(fault.description()).doesNotContain("s3cret", "987654").endsWith(".");
            assertThat(fault.reason()).matches("[A-Z_]+");
        });
        assertThat(faults)
                .extracting(Violation::description)
                .contains("The member \"needed\" is missing.", "The value must be of type integer.");
    }

    @Test
    void at_most_fifty_faults_are_told() {
        DataSchema schema = schema("{'additionalProperties':{'type':'string','minimum':5}}");
        Json.Obj data = Json.Obj.EMPTY;
        for (int i = 0; i < 200; i++) {
            data = data.with("m" + i, new Json.Num(BigDecimal.ONE));
        }

        assertThat(schema.faults(data)).hasSize(50);
    }

    @Test
    void a_tree_may_refer_to_itself() {
        DataSchema schema = schema("""
                {'$id':'https://schemas.example/tree','type':'object','required':['name'],
                 'properties':{'name':{'type':'string'},'children':{'type':'array','items':{'$ref':'#'}}}}""");

        assertThat(schema.faults(object("{'name':'a','children':[{'name':'b','children':[]},{'name':'c'}]}")))
                .isEmpty();
        assertThat(told(schema.faults(object("{'name':'a','children':[{'name':'b','children':[{}]}]}"))))
                .containsExactly("/children/0/children/0/name REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'#/$defs/a~1b%25c'}",
                "{'$ref':'#text'}",
                "{'$ref':'item.json'}",
                "{'$ref':'https://schemas.example/item.json'}",
                "{'$ref':'https://schemas.example/item.json#'}",
                "{'$ref':'item.json#/$defs/inner'}",
                "{'$ref':'#/$defs/item/$defs/inner'}",
                "{'$ref':'item.json#inner'}",
                "{'$dynamicRef':'#dynamic'}",
                "{'$ref':'#/properties/w'}",
                "{'$ref':'#/$defs/chain'}",
            })
    void a_reference_finds_pointers_anchors_and_identifiers(String reference) {
        DataSchema schema = schema("""
                {'$id':'https://schemas.example/root.json','properties':{'v':%s,'w':{'type':'string'}},
                 '$defs':{
                  'a/b%%c':{'type':'string'},
                  'anchored':{'$anchor':'text','type':'string'},
                  'dynamic':{'$dynamicAnchor':'dynamic','type':'string'},
                  'chain':{'$ref':'#text'},
                  'item':{'$id':'item.json','type':'string',
                    '$defs':{'inner':{'$anchor':'inner','type':'string'}}}}}""".formatted(reference));

        assertThat(schema.faults(object("{'v':'a'}"))).isEmpty();
        assertThat(told(schema.faults(object("{'v':1}")))).containsExactly("/v TYPE");
    }

    @Test
    void identifiers_of_the_older_drafts_are_found() {
        DataSchema draft4 = schema("{'$schema':'" + D4 + "','properties':{'v':{'$ref':'#t'}},"
                + "'definitions':{'t':{'id':'#t','type':'string'}}}");
        DataSchema draft7 = schema("{'$schema':'" + D7 + "','properties':{'v':{'$ref':'t.json'}},"
                + "'definitions':{'t':{'$id':'t.json','type':'string'}}}");

        assertThat(told(draft4.faults(object("{'v':1}")))).containsExactly("/v TYPE");
        assertThat(told(draft7.faults(object("{'v':1}")))).containsExactly("/v TYPE");
    }

    @Test
    void a_dynamic_reference_means_the_root_where_the_root_offers_the_anchor() {
        DataSchema strictTree = schema("""
                {'$id':'https://schemas.example/strict','$dynamicAnchor':'node','$ref':'tree','unevaluatedProperties':false,
                 '$defs':{'tree':{'$id':'tree','$dynamicAnchor':'node','type':'object',
                   'properties':{'data':true,'children':{'type':'array','items':{'$dynamicRef':'#node'}}}}}}""");

        assertThat(strictTree.faults(object("{'children':[{'data':1}]}"))).isEmpty();
        assertThat(told(strictTree.faults(object("{'data':1,'children':[{'daat':1}]}"))))
                .containsExactly("/children/0/daat UNEVALUATED_PROPERTIES");
    }

    @Test
    void a_recursive_reference_means_the_root_where_the_root_is_open_to_it() {
        DataSchema tree = schema("{'$schema':'" + D2019 + "','$recursiveAnchor':true,'additionalProperties':false,"
                + "'properties':{'name':{'type':'string'},'child':{'$recursiveRef':'#'}}}");

        assertThat(tree.faults(object("{'child':{'child':{'name':'a'}}}"))).isEmpty();
        assertThat(told(tree.faults(object("{'child':{'child':{'nmae':'a'}}}"))))
                .containsExactly("/child/child/nmae ADDITIONAL_PROPERTIES");
    }

    @ParameterizedTest
    @ValueSource(strings = {D4, D6, D7, D2019, D2020})
    void a_meta_schema_may_be_referred_to(String draft) {
        DataSchema schema = schemaOfV(draft, "{'$ref':'" + draft + "'}");

        assertThat(schema.faults(object("{'v':{'minLength':1}}"))).isEmpty();
        assertThat(told(schema.faults(object("{'v':{'minLength':'a'}}")))).contains("/v/minLength TYPE");
    }

    @Test
    void a_truth_value_is_a_schema() {
        assertThat(schema("true").faults(object("{'a':1}"))).isEmpty();
        assertThat(told(schema("false").faults(object("{}")))).containsExactly(" FALSE");
    }

    @Test
    void unknown_keywords_are_ignored() {
        DataSchema schema = schema("{'x-form':{'$ref':'nowhere','pattern':'(','type':5},'default':{'$id':'::'},"
                + "'examples':[{'$id':'::'}],'title':'T','$comment':'c'}");

        assertThat(schema.faults(object("{'any':1}"))).isEmpty();
    }

    @Test
    void properties_named_like_keywords_are_only_names() {
        DataSchema schema = schema("""
                {'properties':{'$ref':{'type':'string'},'$id':{'type':'string'},'type':{'type':'string'},
                  'pattern':{'type':'string'},'properties':{'properties':{'enum':{'type':'integer'}}}},
                 'required':['$ref']}""");

        assertThat(schema.faults(object("{'$ref':'#','$id':'x','type':'(','pattern':'(','properties':{'enum':1}}")))
                .isEmpty();
        assertThat(told(schema.faults(object("{'$ref':1,'type':1,'properties':{'enum':'a'}}"))))
                .containsExactlyInAnyOrder("/$ref TYPE", "/type TYPE", "/properties/enum TYPE");
    }

    private static Json.Obj v(Json value) {
        return Json.Obj.EMPTY.with("v", value);
    }

    @Test
    void long_names_of_members_neither_fill_the_memory_nor_the_answer() {
        String name = "n".repeat(1_500_000);
        String numbers = "[" + "0,".repeat(400) + "0]";
        List<Violation> faults = schema("{'additionalProperties':{'items':{'type':'string'}}}")
                .faults(object("{'" + name + "':" + numbers + "}"));
        assertThat(faults).isNotEmpty();
        assertThat(faults).allMatch(fault -> fault.field().length() <= CompiledSchema.LONGEST_FIELD);
    }

    @Test
    void a_place_far_away_is_told_by_its_holder() {
        String name = "n".repeat(400);
        List<Violation> faults = schema("{'properties':{'" + name + "':{'additionalProperties':{'type':'null'}}}}")
                .faults(object("{'" + name + "':{'" + name + "':1}}"));
        assertThat(faults).extracting(Violation::field).containsExactly("/" + name);
    }
}

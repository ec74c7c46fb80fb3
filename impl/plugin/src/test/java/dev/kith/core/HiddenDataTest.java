package dev.kith.core;

import static dev.kith.core.HiddenData.H;
import static dev.kith.core.HiddenData.R;
import static dev.kith.core.HiddenData.W;
import static dev.kith.core.HiddenData.following;
import static dev.kith.core.HiddenData.object;
import static dev.kith.core.HiddenData.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.core.Documents.Covered;
import dev.kith.core.Documents.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one cannot read, one cannot learn by writing. */
class HiddenDataTest {
    private static final String PERSON = "{'properties':{'name':{'type':'string'},'risk':{" + H + "},'pin':{" + W
            + "},'rank':{" + R + "},'home':{'properties':{'street':{},'code':{" + H + "}}},"
            + "'devices':{'items':{'properties':{'label':{},'serial':{" + H + "}}}}}}";

    private static final String STORED =
            "{'name':'Jane','risk':42,'pin':'1234','rank':3,'home':{'street':'a','code':7},"
                    + "'devices':[{'label':'x','serial':'s'}]}";

    private final HiddenData person = following(PERSON);

    @Test
    void a_hidden_value_that_is_left_out_stays() {
        assertThat(data(person.patch(STORED, "data {'name':'Jo','rank':3,'devices':[{'label':'x'}]}")))
                .isEqualTo(object("{'name':'Jo','risk':42,'pin':'1234','rank':3,'home':{'code':7},"
                        + "'devices':[{'label':'x','serial':'s'}]}"));
    }

    @Test
    void the_empty_containers_of_a_hidden_value_stay_with_it() {
        HiddenData deep = following("{'properties':{'a':{'properties':{'b':{'properties':{'c':{" + H + "}}}}}}}");
        for (String stored :
                List.of("{'a':{'b':{}}}", "{'a':{}}", "{'a':{'b':{'c':{'d':[{}]}}}}", "{'a':{'b':{'c':[]}}}")) {
            assertThat(data(deep.patch(stored, "data {'v':1}")))
                    .isEqualTo(object(stored.replaceFirst("}$", ",'v':1}")));
            assertThat(deep.seen(user("s", stored))).isEqualTo(object("{}"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data {'name':'Jo','rank':3,'risk':42,'devices':[{'label':'x'}]}",
                "data {'name':'Jo','rank':3,'risk':41,'devices':[{'label':'x'}]}",
                "data {'name':'Jo','rank':3,'risk':null,'devices':[{'label':'x'}]}",
                "merge {'risk':42}",
                "merge {'risk':41}",
                "merge {'risk':null}",
                "merge {'risk':{'a':null}}",
                "add /risk 42",
                "replace /risk 42",
                "replace /risk/a 42",
                "remove /risk",
                "remove /risk/a",
                "test /risk 42",
                "test /risk 41",
                "copy /risk /name",
                "move /risk /name",
                "copy /name /risk",
                "move /name /risk",
            })
    void a_hidden_value_that_is_given_without_the_permission_is_refused_whatever_is_there(String change) {
        for (String stored : List.of(STORED, STORED.replace("'risk':42,", ""), STORED.replace("42", "{'a':42}"))) {
            assertThat(problem(person.patch(stored, change))).isEqualTo(new Covered("", false).problem());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge {'home':{'code':7}}",
                "merge {'home':{'code':null}}",
                "replace /home/code 7",
                "remove /home/code",
                "test /home/code 7",
            })
    void it_is_refused_at_the_nearest_place_that_can_be_read(String change) {
        for (String home : List.of("{'code':7}", "{'street':'a','code':7}", "{'street':'a'}", "{}")) {
            assertThat(problem(person.patch("{'home':" + home + "}", change)))
                    .isEqualTo(new Covered("/home", false).problem());
        }
        assertThat(problem(person.patch("{}", change))).isEqualTo(new Covered("/home", false).problem());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data {'name':'Jane','rank':3,'home':{'street':'a'},'pin':'1234','devices':[{'label':'x'}]}",
                "merge {'pin':'1234'}",
                "add /pin '1234'",
                "replace /pin '1234'",
            })
    void a_hidden_value_that_is_given_with_the_permission_is_set_and_counts_as_a_change(String change) {
        for (String pin : List.of("'pin':'1234',", "'pin':'0',", "'pin':{'a':1},", "")) {
            User before = user("s", STORED.replace("'pin':'1234',", pin));
            User after = done(person.patch(before, HiddenData.change(change), Role.SELF));

            assertThat(after).isNotEqualTo(before);
            assertThat(after.data()).isEqualTo(object(STORED));
        }
    }

    @Test
    void removing_a_hidden_value_by_its_name_needs_the_permission_and_counts_as_a_change() {
        for (String change : List.of("merge {'pin':null}", "remove /pin")) {
            for (String stored : List.of("{'name':'a','pin':1}", "{'name':'a'}", "{'name':'a','pin':{'b':1}}")) {
                User before = user("s", stored);
                User after = done(person.patch(before, HiddenData.change(change), Role.SELF));

                assertThat(after).isNotEqualTo(before);
                assertThat(after.data()).isEqualTo(object("{'name':'a'}"));
            }
        }
    }

    @Test
    void what_is_given_for_a_hidden_object_leaves_in_it_what_it_does_not_name() {
        assertThat(data(person.patch("{'pin':{'a':1,'b':2}}", "merge {'pin':{'a':3}}")))
                .isEqualTo(object("{'pin':{'a':3,'b':2}}"));
        assertThat(data(person.patch("{'pin':{'a':1,'b':2}}", "merge {'pin':{'a':null}}")))
                .isEqualTo(object("{'pin':{'b':2}}"));
        assertThat(data(person.patch("{'pin':{'a':1,'b':2}}", "replace /pin/a 3")))
                .isEqualTo(object("{'pin':{'a':3,'b':2}}"));
    }

    @Test
    void a_hidden_object_with_something_that_may_not_be_written_is_not_replaced() {
        HiddenData nested = following("{'properties':{'o':{" + W + ",'properties':{'x':{" + H + "},'y':{}}}}}");

        assertThat(data(nested.patch("{'o':{'x':1,'y':1}}", "data {'o':{'y':2}}")))
                .isEqualTo(object("{'o':{'x':1,'y':2}}"));
        for (String change :
                List.of("data {'o':1}", "data {'o':{'x':1}}", "merge {'o':null}", "remove /o", "remove /o/x")) {
            for (String stored : List.of("{'o':{'x':1}}", "{'o':{'y':1}}", "{'o':1}", "{}")) {
                assertThat(problem(nested.patch(stored, change))).isEqualTo(new Covered("", false).problem());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data {}|{'home':{'code':7}}",
                "data {'home':{}}|{'home':{'code':7}}",
                "data {'home':{'street':'b'}}|{'home':{'street':'b','code':7}}",
                "merge {'home':null}|{'home':{'code':7}}",
                "merge null|{'home':{'code':7}}",
                "remove /home|{'home':{'code':7}}",
                "remove |{'home':{'code':7}}",
                "replace /home {'a':1}|{'home':{'a':1,'code':7}}",
                "add  {'a':1}|{'a':1,'home':{'code':7}}",
                "move /home /old|{'old':{'street':'a'},'home':{'code':7}}",
            })
    void removing_or_replacing_an_object_keeps_what_is_hidden_in_it(String change, String data) {
        assertThat(data(person.patch("{'home':{'street':'a','code':7}}", change)))
                .isEqualTo(object(data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data {'home':1}", "data {'home':[]}", "data {'home':null}", "merge {'home':'x'}", "add /home 1"
            })
    void an_object_that_may_have_hidden_members_is_not_replaced_by_another_value(String change) {
        for (String stored : List.of("{'home':{'code':7}}", "{'home':{'street':1}}", "{'home':{}}", "{}")) {
            assertThat(problem(person.patch(stored, change))).isEqualTo(new Covered("/home", false).problem());
        }
    }

    @Test
    void an_object_that_has_nothing_but_hidden_members_is_left_out_by_reading() {
        assertThat(person.seen(user("s", "{'home':{'code':7},'devices':[{'serial':1},{'label':2,'serial':3}]}")))
                .isEqualTo(object("{'devices':[null,{'label':2}]}"));
    }

    @Test
    void an_array_with_anything_hidden_in_it_can_be_sent_back_as_it_was_read() {
        assertThat(data(person.patch(STORED, "merge {'name':'Jo','devices':[{'label':'x'}]}")))
                .isEqualTo(object(STORED.replace("Jane", "Jo")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge {'devices':[{'label':'y'}]}",
                "merge {'devices':[{'label':'x'},{'label':'y'}]}",
                "merge {'devices':[{'label':'x','serial':'s'}]}",
                "merge {'devices':[]}",
                "merge {'devices':null}",
                "merge {'devices':{}}",
                "data {}",
                "remove /devices/0",
                "remove /devices",
                "add /devices/- {}",
                "add /devices/0 {}",
                "replace /devices/0/label 'y'",
                "replace /devices/0/serial 's'",
                "remove /devices/0/serial",
                "move /devices /name",
            })
    void and_nothing_else(String change) {
        for (String serial : List.of("", ",'serial':'s'", ",'serial':null")) {
            assertThat(problem(person.patch("{'devices':[{'label':'x'" + serial + "}]}", change)))
                    .isEqualTo(new Covered("/devices", false).problem());
        }
    }

    @Test
    void an_array_of_which_everything_can_be_seen_is_free() {
        assertThat(data(person.patch("{'devices':[]}", "add /devices/- {'label':'x'}")))
                .isEqualTo(object("{'devices':[{'label':'x'}]}"));
        assertThat(data(person.patch("{'devices':['a','b']}", "remove /devices/0")))
                .isEqualTo(object("{'devices':['b']}"));
        assertThat(problem(person.patch("{}", "data {'devices':[{'serial':1}]}")))
                .isEqualTo(new Covered("/devices/0", false).problem());
    }

    @Test
    void hidden_is_what_the_present_revision_or_the_newest_one_hides() {
        String open = "{'properties':{'a':{}}}";
        String closed = "{'properties':{'a':{" + H + "}}}";
        for (HiddenData both : List.of(following(open, closed), following(closed, open))) {
            assertThat(both.seen(user("s", "{'a':1,'b':1}"))).isEqualTo(object("{'b':1}"));
            assertThat(data(both.patch("{'a':1,'b':1}", "data {'b':2}"))).isEqualTo(object("{'a':1,'b':2}"));
        }
        assertThat(problem(following(open, closed).patch("{'a':1}", "data {'a':1}")))
                .isEqualTo(new Covered("", false).problem());
        assertThat(data(following(closed, open).patch("{'a':1}", "data {'a':2}")))
                .isEqualTo(object("{'a':2}"));
    }

    @Test
    void when_the_schema_changes_hidden_values_stay_and_are_judged_for_fit_only() {
        String closed = "{'properties':{'a':{" + H + "},'b':{}}}";
        User user = user("s", "{'a':1,'b':1}");
        Change moved = new Change.Members(closed, null, null);
        Change strict = new Change.Members("{'properties':{'a':{" + H + ",'type':'string'}}}", null, null);
        Change sealed = new Change.Members("{'properties':{'b':{" + R + "}}}", null, null);

        for (HiddenData hiding : List.of(following("{}"), following(closed))) {
            User after = done(hiding.patch(user, moved, Role.SELF));
            assertThat(after.schemaId()).isEqualTo(closed);
            assertThat(after.data()).isEqualTo(object("{'a':1,'b':1}"));
            assertThat(problem(hiding.patch(user, strict, Role.SELF))).isEqualTo(new Covered("", false).problem());
        }
        assertThat(problem(following(closed).patch(user, sealed, Role.SELF)).violations())
                .extracting("field")
                .containsExactly("/b");
    }

    @Test
    void a_patch_document_that_names_another_schema_applies_to_what_that_one_lets_the_caller_see() {
        String closed = "{'properties':{'a':{" + H + "},'b':{}}}";
        Change moved = new Change.MergePatch(object("{'data':{'b':2}}").with("schemaId", new Json.Text(closed)));

        User after = done(following("{}").patch(user("s", "{'a':1,'b':1}"), moved, Role.SELF));

        assertThat(after.schemaId()).isEqualTo(closed);
        assertThat(after.data()).isEqualTo(object("{'a':1,'b':2}"));
    }

    @Test
    void of_a_lost_schema_everything_is_hidden_and_stays() {
        User user = user("lost", "{'a':1}");
        assertThat(person.seen(user)).isEqualTo(object("{}"));
        assertThat(done(person.patch(user, new Change.Members("{}", object("{'b':1}"), null), Role.OWNER))
                        .data())
                .isEqualTo(object("{'a':1,'b':1}"));
    }

    @Test
    void a_fault_that_hidden_values_cause_has_neither_place_nor_keyword_nor_words() {
        HiddenData grown = following(PERSON, PERSON.replace("'risk':{", "'risk':{'maximum':9,"));

        assertThat(problem(grown.patch(STORED, "merge {'name':1}")).violations())
                .extracting("field", "reason")
                .containsExactlyInAnyOrder(tuple("", "PERMISSION"), tuple("/name", "TYPE"));
        assertThat(problem(grown.patch(STORED, "merge {'name':'Jo'}"))).isEqualTo(new Covered("", false).problem());
    }

    @Test
    void a_fault_that_cannot_depend_on_hidden_values_is_told_as_it_is() {
        HiddenData rules = following(
                "{'properties':{'h':{" + H + "},'a':{},'b':{},'c':{'type':'object','required':['d']}},"
                        + "'anyOf':[{'required':['a']},{'required':['b']}],'required':['c'],'additionalProperties':false}");

        assertThat(problem(rules.patch("{'h':1,'a':1,'c':{'d':1}}", "data {'c':{},'x':1}"))
                        .violations())
                .extracting("field", "reason")
                .containsExactlyInAnyOrder(
                        tuple("", "ANY_OF"), tuple("/c/d", "REQUIRED"), tuple("/x", "ADDITIONAL_PROPERTIES"));
    }

    @Test
    void hidden_faults_are_told_beside_any_number_of_others() {
        StringBuilder many = new StringBuilder("{'v0':1");
        for (int i = 1; i < 60; i++) {
            many.append(",'v").append(i).append("':1");
        }
        HiddenData typed = following(
                "{}", "{'properties':{'h':{" + H + ",'type':'string'}},'patternProperties':{'^v':{'type':'string'}}}");

        assertThat(problem(typed.patch("{'h':1}", "data " + many + "}")).violations())
                .hasSize(50)
                .contains(Covered.violation(""));
    }

    @Test
    void what_can_be_read_and_not_written_may_be_sent_back_and_neither_changed_nor_removed() {
        assertThat(data(person.patch("{'rank':3}", "data {'rank':3,'name':'Jo'}")))
                .isEqualTo(object("{'rank':3,'name':'Jo'}"));
        for (String change :
                List.of("data {'rank':4}", "data {}", "merge {'rank':null}", "remove /rank", "add /rank 4")) {
            assertThat(problem(person.patch("{'rank':3}", change)).violations())
                    .extracting("field")
                    .containsExactly("/rank");
        }
    }

    @Test
    void nothing_is_no_change_whatever_is_hidden() {
        for (String change : List.of(
                "data {'name':'Jane','rank':3,'home':{'street':'a'},'devices':[{'label':'x'}]}",
                "merge {'name':'Jane'}",
                "test /name 'Jane'")) {
            User before = user("s", STORED);
            assertThat(done(person.patch(before, HiddenData.change(change), Role.SELF)))
                    .isSameAs(before);
        }
    }

    @Test
    void under_an_inactive_schema_a_guess_is_refused_like_any_change() {
        for (String change :
                List.of("merge {'pin':'1234'}", "merge {'pin':'1'}", "merge {'pin':null}", "merge {'risk':42}")) {
            assertThat(problem(person.inactive().patch(STORED, change)).code()).isEqualTo(ProblemCode.SCHEMA_INACTIVE);
        }
        done(person.inactive().patch(STORED, "merge {'name':'Jane'}"));
    }

    @Test
    void other_callers_are_held_to_the_same_rules() {
        HiddenData mine = following("{'properties':{'diary':{'urn:zitadel:schema:permission':{'self':'rw'}}}}");
        User user = user("s", "{'diary':'x'}");

        assertThat(problem(mine.patch(user, HiddenData.change("merge {'diary':'x'}"), Role.OWNER)))
                .isEqualTo(new Covered("", false).problem());
        assertThat(done(mine.patch(user, HiddenData.change("data {'a':1}"), Role.OWNER))
                        .data())
                .isEqualTo(object("{'diary':'x','a':1}"));
    }

    private static Json.Obj data(Outcome<User> outcome) {
        return done(outcome).data();
    }

    private static User done(Outcome<User> outcome) {
        if (outcome instanceof Outcome.Done<User> done) {
            return done.value();
        }
        throw new AssertionError("refused: " + problem(outcome));
    }

    private static Problem problem(Outcome<User> outcome) {
        return ((Outcome.Refused<User>) outcome).problem();
    }
}

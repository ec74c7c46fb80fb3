package dev.kith.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "1,1.0",
        "1,1.000",
        "0,-0",
        "0,0e10",
        "100,1e2",
        "1e1000,10e999",
        "0.1,1e-1",
        "9007199254740993,9007199254740993.0"
    })
    void numbers_are_equal_by_value(BigDecimal one, BigDecimal other) {
        assertThat(new Json.Num(one)).isEqualTo(new Json.Num(other)).hasSameHashCodeAs(new Json.Num(other));
    }

    @ParameterizedTest
    @CsvSource({"9007199254740993,9007199254740992", "0.1,0.1000000000000000055511151231257827", "1,-1", "1e-1000,0"})
    void numbers_that_differ_however_little_are_not_equal(BigDecimal one, BigDecimal other) {
        assertThat(new Json.Num(one)).isNotEqualTo(new Json.Num(other));
    }

    @Test
    void objects_are_equal_without_regard_to_the_order_of_members() {
        Json.Obj one = Json.Obj.EMPTY.with("a", num("1")).with("b", Json.Null.NULL);
        Json.Obj other = Json.Obj.EMPTY.with("b", Json.Null.NULL).with("a", num("1.0"));

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.members().keySet()).containsExactly("a", "b");
        assertThat(other.members().keySet()).containsExactly("b", "a");
    }

    @Test
    void arrays_are_equal_in_their_order_only() {
        assertThat(arr("1", "2")).isEqualTo(arr("1.0", "2")).isNotEqualTo(arr("2", "1"));
    }

    @Test
    void kinds_are_never_equal_to_each_other() {
        List<Json> kinds = List.of(
                Json.Null.NULL,
                Json.Bool.FALSE,
                Json.Bool.TRUE,
                num("0"),
                num("1"),
                new Json.Text(""),
                new Json.Text("0"),
                new Json.Text("null"),
                arr(),
                arr("0"),
                Json.Obj.EMPTY);

        for (int i = 0; i < kinds.size(); i++) {
            for (int k = 0; k < kinds.size(); k++) {
                assertThat(kinds.get(i).equals(kinds.get(k))).isEqualTo(i == k);
            }
        }
    }

    @Test
    void a_null_member_is_not_an_absent_one() {
        Json.Obj object = Json.Obj.EMPTY.with("a", Json.Null.NULL);

        assertThat(object.get("a")).isEqualTo(Json.Null.NULL);
        assertThat(object.get("b")).isNull();
        assertThat(object).isNotEqualTo(Json.Obj.EMPTY);
    }

    @Test
    void a_change_makes_a_new_object() {
        Json.Obj before = Json.Obj.EMPTY.with("a", num("1")).with("b", num("2"));

        assertThat(before.with("a", num("3")).members())
                .containsExactly(Map.entry("a", num("3")), Map.entry("b", num("2")));
        assertThat(before.without("a").members()).containsExactly(Map.entry("b", num("2")));
        assertThat(before.without("c")).isEqualTo(before);
        assertThat(before.members()).containsExactly(Map.entry("a", num("1")), Map.entry("b", num("2")));
    }

    @Test
    void values_are_copied_and_cannot_be_changed() {
        Map<String, Json> members = new LinkedHashMap<>(Map.of("a", num("1")));
        List<Json> items = new ArrayList<>(List.of(num("1")));
        Json.Obj object = new Json.Obj(members);
        Json.Arr array = new Json.Arr(items);
        members.clear();
        items.clear();

        assertThat(object.members()).hasSize(1);
        assertThat(array.items()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> object.members().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> array.items().clear());
    }

    @Test
    void the_description_does_not_tell_what_is_in_a_value() {
        Json.Obj object = Json.Obj.EMPTY
                .with("s3cret", new Json.Text("s3cret"))
                .with("list", new Json.Arr(List.of(new Json.Text("s3cret"))))
                .with("number", num("987654"));

        assertThat(List.of(object, new Json.Arr(List.of(object)), new Json.Text("s3cret"), num("987654")))
                .allSatisfy(value -> assertThat(value.toString()).doesNotContain("s3cret", "987654"));
    }

    private static Json.Num num(String number) {
        return new Json.Num(new BigDecimal(number));
    }

    private static Json.Arr arr(String... numbers) {
        return new Json.Arr(List.of(numbers).stream()
                .map(JsonTest::num)
                .map(Json.class::cast)
                .toList());
    }
}

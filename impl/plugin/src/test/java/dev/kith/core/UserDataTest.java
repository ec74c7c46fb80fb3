package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserDataTest {
    private static final Json.Obj ADA = new Json.Obj(Map.of("given", new Json.Text("Ada")));

    @Test
    void stored_data_is_what_was_stored() {
        UserData data = UserData.stored(JsonText.write(ADA));

        assertThat(data.json()).isEqualTo(ADA);
        assertThat(data.text()).isEqualTo("{\"given\":\"Ada\"}");
    }

    @Test
    void equal_values_are_equal_however_they_are_written() {
        assertThat(UserData.stored("{\"a\":1,\"b\":2}"))
                .isEqualTo(UserData.stored("{\"b\":2, \"a\":1}"))
                .hasSameHashCodeAs(UserData.stored("{\"b\":2, \"a\":1}"))
                .isNotEqualTo(UserData.stored("{\"a\":1}"));
        assertThat(UserData.of(ADA)).isEqualTo(UserData.stored("{\"given\":\"Ada\"}"));
    }

    @Test
    void what_nobody_asks_for_is_not_parsed() {
        UserData unreadable = UserData.stored("{");

        assertThat(unreadable).isEqualTo(UserData.stored("{"));
        assertThat(unreadable.text()).isEqualTo("{");
        assertThatThrownBy(unreadable::json).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_list_where_an_object_belongs_cannot_be_read() {
        assertThatThrownBy(UserData.stored("[]")::json).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void data_is_never_shown() {
        assertThat(UserData.of(ADA)).hasToString("UserData");
    }
}

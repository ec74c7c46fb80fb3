package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Preconditions.Precondition;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
    @Test
    void no_header_is_no_precondition() throws Exception {
        assertThat(IfMatch.of(TestHead.EMPTY)).isNull();
    }

    @Test
    void a_star_accepts_any_version() throws Exception {
        assertThat(IfMatch.of(ifMatch(" * "))).isEqualTo(new Precondition(Set.of(), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\",\"2\"", "\"1\" , \"2\"", "\"1\",,\"2\",", " \"2\", W/\"3\", \"1\" "})
    void the_strong_tags_of_the_list_are_accepted(String value) throws Exception {
        assertThat(IfMatch.of(ifMatch(value))).isEqualTo(new Precondition(Set.of("1", "2"), false));
    }

    @Test
    void several_header_lines_are_one_list() throws Exception {
        assertThat(IfMatch.of(ifMatch("\"1\"").with("if-match", "\"2\"")))
                .isEqualTo(new Precondition(Set.of("1", "2"), false));
    }

    @Test
    void a_weak_tag_matches_nothing() throws Exception {
        assertThat(IfMatch.of(ifMatch("W/\"1\""))).isEqualTo(new Precondition(Set.of(), false));
    }

    @Test
    void what_was_written_is_read() throws Exception {
        assertThat(IfMatch.of(ifMatch(IfMatch.entityTag("17")))).isEqualTo(new Precondition(Set.of("17"), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1", "\"1", "1\"", "\"1\" \"2\"", "*, \"1\"", "w/\"1\"", "\"a b\""})
    void anything_else_is_refused_rather_than_ignored(String value) {
        assertThatThrownBy(() -> IfMatch.of(ifMatch(value))).isInstanceOf(IfMatch.MalformedIfMatch.class);
    }

    private static TestHead ifMatch(String value) {
        return TestHead.EMPTY.with("If-Match", value);
    }
}

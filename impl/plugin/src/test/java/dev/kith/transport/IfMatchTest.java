package dev.kith.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Preconditions.Precondition;
import java.util.Objects;
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
    @ValueSource(strings = {"\"1\",\"2\"", "\"1\" , \"2\"", "\"1\",,\"2\",", " \"2\", W/\"1\", \"1\" "})
    void the_tags_of_the_list_are_accepted(String value) throws Exception {
        assertThat(IfMatch.of(ifMatch(value))).isEqualTo(new Precondition(Set.of("1", "2"), false));
    }

    @Test
    void several_header_lines_are_one_list() throws Exception {
        assertThat(IfMatch.of(ifMatch("\"1\"").with("if-match", "\"2\"")))
                .isEqualTo(new Precondition(Set.of("1", "2"), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W/\"k1-4\"",
                "\"k1-4-gzip\"",
                "\"k1-4-br\"",
                "\"k1-4-zstd\"",
                "\"k1-4;gzip\"",
                "W/\"k1-4-gzip\"",
                "\"k1-4-br-gzip\"",
                "\"k1-4;gzip-gzip\"",
                "\"x\", W/\"k1-4\"",
                "W/\"x-br\",\"k1-4-zstd\""
            })
    void a_version_that_a_proxy_has_relabeled_is_accepted(String value) throws Exception {
        assertThat(precondition(value).accepts("k1-4")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W/\"nope\"",
                "\"nope-gzip\"",
                "\"gzip-k1-4\"",
                "\"k1-4gzip\"",
                "\"k1-4-GZIP\"",
                "\"k1-4;br\"",
                "\"k1-4-deflate\"",
                "\"k1-4-gzip-x\"",
                "\"W/k1-4\"",
                "\"-gzip\"",
                "\"k1-\""
            })
    void another_version_is_not_accepted_however_it_is_labeled(String value) throws Exception {
        assertThat(precondition(value).accepts("k1-4")).isFalse();
    }

    @Test
    void a_version_that_ends_like_a_label_is_accepted_as_it_is() throws Exception {
        assertThat(precondition("\"k1-br\"").accepts("k1-br")).isTrue();
        assertThat(precondition("W/\"k1-br-gzip\"").accepts("k1-br")).isTrue();
    }

    @Test
    void what_was_written_is_read() throws Exception {
        assertThat(IfMatch.of(ifMatch(IfMatch.entityTag("17")))).isEqualTo(new Precondition(Set.of("17"), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no such version", " ", "a\tb", "a,b", "\u007F", "\u20AC", ""})
    void whatever_stands_between_the_quotes_is_a_version(String version) throws Exception {
        assertThat(IfMatch.of(ifMatch("\"1\", W/\"" + version + "\"")))
                .isEqualTo(new Precondition(Set.of("1", version), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "1", "\"1", "1\"", "\"1\" \"2\"", "*, \"1\"", "w/\"1\"", "a b", "\"a\" b\""})
    void anything_else_is_refused_rather_than_ignored(String value) {
        assertThatThrownBy(() -> IfMatch.of(ifMatch(value))).isInstanceOf(IfMatch.MalformedIfMatch.class);
    }

    private static Precondition precondition(String value) throws Exception {
        Precondition precondition = IfMatch.of(ifMatch(value));
        assertThat(precondition).isNotNull();
        return Objects.requireNonNull(precondition);
    }

    private static TestHead ifMatch(String value) {
        return TestHead.EMPTY.with("If-Match", value);
    }
}

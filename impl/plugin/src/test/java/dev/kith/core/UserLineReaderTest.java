package dev.kith.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.api.Json;
import dev.kith.api.SetContact;
import dev.kith.api.Verification;
import dev.kith.core.UserLine.LineState;
import dev.kith.core.UserLineReader.UnusableLine;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line of an import says, and why some say nothing. */
class UserLineReaderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void a_line_may_say_everything() throws UnusableLine {
        UserLine line = read("""
                {"userId":"u1","organizationId":"home","schemaType":"Person","data":{"a":1},
                 "contact":{"email":{"address":"a@b.example","isVerified":true},"phone":{"number":"+41791234567"}},
                 "state":"LOCKED","unlocksTo":"INACTIVE","created":"2020-01-02T03:04:05.123456789+01:00"}
                """);

        assertThat(line)
                .isEqualTo(new UserLine(
                        7,
                        "u1",
                        "home",
                        null,
                        "Person",
                        new Json.Obj(Map.of("a", new Json.Num(BigDecimal.ONE))),
                        new SetContact(
                                new SetContact.Email("a@b.example", new Verification.Verified(true)),
                                new SetContact.Phone("+41791234567", null)),
                        new LineState(false, true),
                        Instant.parse("2020-01-02T02:04:05.123456Z")));
    }

    @Test
    void what_is_null_is_not_given() throws UnusableLine {
        assertThat(
                        read(
                                "{\"userId\":\"u\",\"data\":null,\"contact\":{\"email\":null},\"state\":null,\"created\":null}"))
                .isEqualTo(new UserLine(7, "u", null, null, null, null, SetContact.NOTHING, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                                      | The line has to be an object.
                    {"data":{}}                                             | /userId is missing.
                    {"userId":7}                                            | /userId has to be a text.
                    {"userId":"u","fax":"canary"}                           | The line has a member that is not known: "fax".
                    {"userId":"u","data":["canary"]}                        | /data has to be an object.
                    {"userId":"u","contact":{"email":{}}}                   | /contact/email/address is missing.
                    {"userId":"u","contact":{"fax":{}}}                     | /contact has a member that is not known: "fax".
                    {"userId":"u","contact":{"phone":{"number":"1","isVerified":"canary"}}} | /contact/phone/isVerified has to be true or false.
                    {"userId":"u","state":"canary"}                         | /state has to be LOCKED, ACTIVE or INACTIVE.
                    {"userId":"u","state":"ACTIVE","unlocksTo":"ACTIVE"}    | /unlocksTo belongs to the /state LOCKED.
                    {"userId":"u","created":"canary"}                       | /created has to be a time in the form of RFC 3339.
                    {"userId":"u","created":"2026-03-01T00:00:01Z"}         | /created has to be between 1970 and now.
                    {"userId":"u","schemaId":"s","schemaType":"t"}          | The schema has to be named by /schemaId or by /schemaType, not by both.
                    """)
    void what_cannot_be_used_is_said_in_a_sentence_without_a_value(String line, String sentence) {
        UnusableLine refusal = refused(line.getBytes(StandardCharsets.UTF_8));

        assertThat(refusal.sentence()).isEqualTo(sentence).doesNotContain("canary");
        assertThat(refusal.userId()).isEqualTo(line.contains("\"userId\":\"u\"") ? "u" : null);
    }

    @Test
    void text_is_strict_utf_8_and_strict_json() {
        assertThat(refused(new byte[] {'{', (byte) 0xff, '}'}).sentence()).isEqualTo("The line is not UTF-8.");
        assertThat(refused("{\"userId\":\"u\",\"userId\":\"v\"}".getBytes(StandardCharsets.UTF_8))
                        .sentence())
                .startsWith("The line is not JSON as it has to be: duplicate member name");
        assertThat(refused("{\"userId\":\"u\"} x".getBytes(StandardCharsets.UTF_8))
                        .sentence())
                .startsWith("The line is not JSON as it has to be: text after the JSON value");
    }

    private static UserLine read(String line) throws UnusableLine {
        return UserLineReader.read(7, line.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static UnusableLine refused(byte[] line) {
        return Objects.requireNonNull(
                catchThrowableOfType(UnusableLine.class, () -> UserLineReader.read(7, line, NOW)));
    }
}

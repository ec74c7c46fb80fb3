package dev.kith.transport.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.PatchUser;
import dev.kith.transport.TestTransport;
import dev.kith.transport.rest.pages.HtmlTemplate;
import dev.kith.transport.rest.pages.HtmlTemplate.Markup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies, messages and templates without a server around them. */
class ReadingTest {
    @Test
    void whatever_comes_is_a_message_or_refused_and_the_refusal_does_not_repeat_it() {
        Random random = new Random(42);
        for (String type :
                new String[] {"application/json", "application/merge-patch+json", "application/json-patch+json"}) {
            for (int round = 0; round < 5_000; round++) {
                byte[] bytes = HostileRequestsTest.mutated(random);
                try {
                    assertThat(change(type, bytes)).isNotNull();
                } catch (MalformedRequest malformedRequest) {
                    assertThat(malformedRequest.answer().http()).isEqualTo(400);
                    assertThat(malformedRequest.answer().message()).isNotBlank().doesNotContain("a@b.c", "\u00e4");
                }
            }
        }
    }

    @Test
    void what_is_written_can_be_read_again() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            Json value = randomValue(random, 0);

            assertThat(JsonText.read(JsonText.write(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({"schemaId, schema_id", "urlTemplate, url_template", "isVerified, is_verified", "address, address"})
    void the_declared_name_is_the_one_with_underscores(String camel, String declared) {
        assertThat(JsonMessage.declared(camel)).isEqualTo(declared);
    }

    @Test
    void blanks_alone_are_an_empty_body() throws Exception {
        assertThat(body(stream(" \r\n\t")).message()).isEqualTo(Json.Obj.EMPTY);
    }

    @Test
    void a_stream_that_breaks_is_the_clients_fault_however_the_server_tells_it() {
        assertThatThrownBy(() -> body(breaking(new IOException("reset"))).message())
                .isInstanceOf(MalformedRequest.class);
        assertThatThrownBy(() ->
                        body(breaking(new IllegalStateException("bad chunk"))).message())
                .isInstanceOf(MalformedRequest.class);
    }

    @Test
    void an_endless_body_is_not_read_to_its_end() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'a');
                return length;
            }
        };

        assertThatThrownBy(() -> body(endless).message())
                .isInstanceOfSatisfying(
                        MalformedRequest.class,
                        malformedRequest ->
                                assertThat(malformedRequest.answer().http()).isEqualTo(429));
    }

    @Test
    void texts_are_escaped_and_never_looked_at_for_places_again() {
        HtmlTemplate template = new HtmlTemplate("<b title=\"{{a}}\">{{b}}</b>{{c}}");

        assertThat(template.render(Map.of("a", "\"'<&>", "b", "{{c}} $1 \\", "c", new Markup("<i>{{a}}</i>")))
                        .html())
                .isEqualTo("<b title=\"&quot;&#39;&lt;&amp;&gt;\">{{c}} $1 \\</b><i>{{a}}</i>");
    }

    @Test
    void a_place_without_a_value_is_a_mistake_of_ours() {
        assertThatThrownBy(() -> new HtmlTemplate("{{a}}").render(Map.of())).isInstanceOf(IllegalStateException.class);
    }

    private static PatchUser.Change change(String type, byte[] bytes) throws MalformedRequest {
        return PatchBody.change(type, body(new ByteArrayInputStream(bytes)).message());
    }

    private static Json randomValue(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 6)) {
            case 0 -> Json.Bool.of(random.nextBoolean());
            case 1 -> Json.Null.NULL;
            case 2 ->
                new Json.Num(new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(400) - 200));
            case 3 -> new Json.Text(randomText(random));
            case 4 ->
                new Json.Arr(random.ints(random.nextInt(4))
                        .mapToObj(ignored -> randomValue(random, depth + 1))
                        .toList());
            default -> {
                Map<String, Json> members = new HashMap<>();
                for (int count = random.nextInt(4); count > 0; count--) {
                    members.put(randomText(random), randomValue(random, depth + 1));
                }
                yield new Json.Obj(members);
            }
        };
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(8), 0, 0x2_0000)
                .filter(point -> point < 0xD800 || point > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Body body(InputStream stream) {
        return new Body(stream, TestTransport.roomyBodies().ofNobody(), OptionalLong.empty());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static InputStream breaking(Exception failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                if (failure instanceof IOException io) {
                    throw io;
                }
                throw (RuntimeException) failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }
}

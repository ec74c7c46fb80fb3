package dev.kith.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {

    @Test
    void an_event_is_one_object_on_one_line() throws Exception {
        LogRecord event = event("message={0} outcome={1}", "m1", "it''s");
        event.setInstant(Instant.parse("2026-11-29T10:11:12.345678Z"));

        String line = new JsonLine().format(event);

        assertThat(line).endsWith("}\n").isEqualTo(line.strip() + "\n");
        assertThat(JsonText.read(line))
                .isEqualTo(JsonText.read("""
                {"time":"2026-11-29T10:11:12.345Z","level":"WARNING","logger":"dev.kith.delivery.MessageDelivery",
                 "message":"message=m1 outcome=it''s","thread":"%s"}
                """.formatted(Thread.currentThread().getName())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a \"quoted\" \\ word",
                "two\nlines\r\n",
                "\u0000\u0007\u001b[31m",
                "\u202Edrowkcab",
                "\uD83D",
                "\u2028"
            })
    void whatever_a_message_holds_a_parser_reads_one_object(String message) throws Exception {
        LogRecord event = event("{0}", message);
        event.setThrown(new IllegalStateException(message, new RuntimeException(message)));

        String line = new JsonLine().format(event);

        assertThat(line.chars().filter(character -> character == '\n')).hasSize(1);
        Json.Obj read = (Json.Obj) JsonText.read(line);
        assertThat(text(read, "message")).isEqualTo(LogText.line(message));
        assertThat(text(read, "exception"))
                .startsWith("java.lang.IllegalStateException: " + LogText.line(message) + "\n\tat ")
                .contains("\nCaused by: java.lang.RuntimeException: ");
    }

    @ParameterizedTest
    @CsvSource({
        "SEVERE, ERROR",
        "WARNING, WARNING",
        "INFO, INFO",
        "CONFIG, DEBUG",
        "FINE, DEBUG",
        "FINER, TRACE",
        "FINEST, TRACE"
    })
    void levels_are_called_like_those_of_the_setting(String logged, String said) throws Exception {
        LogRecord event = new LogRecord(Level.parse(logged), "it happened");
        event.setLoggerName(null);

        assertThat(text((Json.Obj) JsonText.read(new JsonLine().format(event)), "level"))
                .isEqualTo(said);
    }

    @Test
    void the_members_are_always_in_one_order() {
        List<Integer> places = new ArrayList<>();
        String line = new JsonLine().format(event("x"));
        for (String name : List.of("time", "level", "logger", "message", "thread")) {
            places.add(line.indexOf("\"" + name + "\":"));
        }

        assertThat(places).isSorted().doesNotContain(-1);
    }

    private static String text(Json.Obj object, String name) {
        return ((Json.Text) Objects.requireNonNull(object.members().get(name))).value();
    }

    private static LogRecord event(String message, Object... parameters) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setLoggerName("dev.kith.delivery.MessageDelivery");
        event.setParameters(parameters);
        return event;
    }
}

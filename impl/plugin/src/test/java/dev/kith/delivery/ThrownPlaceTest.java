package dev.kith.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is told of an exception. */
class ThrownPlaceTest {
    private static final String HERE = ThrownPlaceTest.class.getName();

    @Test
    void the_class_and_the_place_are_told_and_not_the_text() {
        Throwable thrown = new IllegalStateException("AB12CD");
        int line = thrown.getStackTrace()[0].getLineNumber();

        assertThat(ThrownPlace.of(thrown)).isEqualTo("java.lang.IllegalStateException at " + HERE + ":" + line);
    }

    @Test
    void what_the_jdk_throws_is_told_with_the_place_that_called_the_jdk() {
        Throwable thrown = catchThrowable(() -> Objects.requireNonNull(null));

        assertThat(ThrownPlace.of(thrown)).startsWith("java.lang.NullPointerException at " + HERE + ":");
    }

    @Test
    void without_a_place_the_class_is_told_alone() {
        Throwable bare = new IllegalStateException();
        bare.setStackTrace(new StackTraceElement[0]);
        Throwable ours = new AbstractMethodError();
        ours.setStackTrace(
                new StackTraceElement[] {frame("dev.kith.delivery.PluginInvoker"), frame("com.example.Any")});

        assertThat(List.of(ThrownPlace.of(bare), ThrownPlace.of(ours)))
                .containsExactly("java.lang.IllegalStateException", "java.lang.AbstractMethodError");
    }

    @Test
    void a_class_without_lines_is_told_without_one() {
        Throwable thrown = new IllegalStateException();
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("com.example.Sms", "send", null, -1)});

        assertThat(ThrownPlace.of(thrown)).isEqualTo("java.lang.IllegalStateException at com.example.Sms");
    }

    private static StackTraceElement frame(String type) {
        return new StackTraceElement(type, "call", null, 7);
    }
}

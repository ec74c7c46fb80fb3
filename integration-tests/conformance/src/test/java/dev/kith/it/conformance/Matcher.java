package dev.kith.it.conformance;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What a value is expected to be. A text that begins with a dollar sign is a matcher, everything else is the value. */
sealed interface Matcher {
    /** Whether a value is as expected; {@code null} where there is none. */
    boolean matches(@Nullable Json actual);

    static Matcher of(Json expected) {
        return expected instanceof Json.Text text && text.value().startsWith("$")
                ? of(text.value())
                : new Equal(expected);
    }

    private static Matcher of(String matcher) {
        if (matcher.startsWith("$matches:")) {
            return Matches.of(matcher.substring("$matches:".length()));
        }
        if (matcher.startsWith("$absentOr:")) {
            return new AbsentOr(of(new Json.Text(matcher.substring("$absentOr:".length()))));
        }
        return switch (matcher) {
            case "$present" -> new Present();
            case "$absent" -> new Absent();
            case "$rfc3339" -> new Rfc3339();
            default -> throw new NotUnderstood("unknown matcher " + matcher);
        };
    }

    /** The same JSON value. */
    record Equal(Json expected) implements Matcher {
        @Override
        public boolean matches(@Nullable Json actual) {
            return expected.equals(actual);
        }

        @Override
        public String toString() {
            return JsonText.write(expected);
        }
    }

    /** Any value. */
    record Present() implements Matcher {
        @Override
        public boolean matches(@Nullable Json actual) {
            return actual != null;
        }
    }

    /** No value. */
    record Absent() implements Matcher {
        @Override
        public boolean matches(@Nullable Json actual) {
            return actual == null;
        }
    }

    /** A point in time. */
    record Rfc3339() implements Matcher {
        private static final Pattern FORM =
                Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

        @Override
        public boolean matches(@Nullable Json actual) {
            return actual instanceof Json.Text text
                    && FORM.matcher(text.value()).matches()
                    && isTime(text.value());
        }

        private static boolean isTime(String text) {
            try {
                OffsetDateTime.parse(text);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }

    /** A value whose whole text matches a regular expression. */
    record Matches(Pattern pattern) implements Matcher {
        static Matches of(String regex) {
            try {
                return new Matches(Pattern.compile(regex));
            } catch (PatternSyntaxException e) {
                throw new NotUnderstood("no regular expression: " + regex);
            }
        }

        @Override
        public boolean matches(@Nullable Json actual) {
            return actual != null && pattern.matcher(text(actual)).matches();
        }

        private static String text(Json actual) {
            return actual instanceof Json.Text text ? text.value() : JsonText.write(actual);
        }
    }

    /** No value, or one that matches. */
    record AbsentOr(Matcher otherwise) implements Matcher {
        @Override
        public boolean matches(@Nullable Json actual) {
            return actual == null || otherwise.matches(actual);
        }
    }
}

package dev.kith.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value (RFC 8259) with exact numbers.
 *
 * <p>Equality is by JSON value: numbers compare numerically ({@code 1.0} equals {@code 1}), objects without regard to the
 * order of their members, arrays in order. {@code toString()} shows only the kind and size, so that personal data does
 * not end up in a log by accident; {@link JsonText#write(Json)} returns the text.
 */
public sealed interface Json {

    /**
     * An object; members keep the order in which they were given.
     *
     * @param members name to value; copied
     */
    record Obj(Map<String, Json> members) implements Json {
        /** The empty object. */
        public static final Obj EMPTY = new Obj(Map.of());

        /**
         * Copies the members.
         *
         * @param members the members in order; copied
         */
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /**
         * Returns the value of a member.
         *
         * @param name the member's name, case-sensitive
         * @return its value (a JSON null is {@link Null#NULL}), or {@code null} if there is no such member
         */
        public @Nullable Json get(String name) {
            return members.get(name);
        }

        /**
         * Returns this object with one member set.
         *
         * @param name the member's name
         * @param value its value
         * @return a new object; this one is unchanged
         */
        public Obj with(String name, Json value) {
            Map<String, Json> copy = new LinkedHashMap<>(members);
            copy.put(name, value);
            return new Obj(copy);
        }

        /**
         * Returns this object without one member.
         *
         * @param name the member's name
         * @return a new object, equal to this one if there is no such member
         */
        public Obj without(String name) {
            Map<String, Json> copy = new LinkedHashMap<>(members);
            copy.remove(name);
            return new Obj(copy);
        }

        @Override
        public String toString() {
            return "object of " + members.size();
        }
    }

    /**
     * An array.
     *
     * @param items the elements in order; copied
     */
    record Arr(List<Json> items) implements Json {
        /**
         * Copies the elements.
         *
         * @param items the elements in order; copied
         */
        public Arr {
            items = Collections.unmodifiableList(new ArrayList<>(items));
        }

        @Override
        public String toString() {
            return "array of " + items.size();
        }
    }

    /**
     * A string.
     *
     * @param value the characters, unescaped
     */
    record Text(String value) implements Json {
        @Override
        public String toString() {
            return "text of " + value.length();
        }
    }

    /**
     * A number of any size and precision.
     *
     * @param value the exact value
     */
    record Num(BigDecimal value) implements Json {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Num num && value.compareTo(num.value) == 0;
        }

        @Override
        public int hashCode() {
            return value.stripTrailingZeros().hashCode();
        }

        @Override
        public String toString() {
            return "number";
        }
    }

    /** A boolean. */
    enum Bool implements Json {
        /** {@code true}. */
        TRUE,
        /** {@code false}. */
        FALSE;

        /**
         * Returns the constant for a Java boolean.
         *
         * @param value the boolean
         * @return {@link #TRUE} or {@link #FALSE}
         */
        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    /** The JSON null. */
    enum Null implements Json {
        /** The only value. */
        NULL
    }
}

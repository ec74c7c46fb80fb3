package dev.kith.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON text (RFC 8259), strictly.
 *
 * <p>The same reader is used on every host, because the JSON-P implementations of the servers differ in exactly the
 * points that matter here: text after the document, duplicate member names, lone surrogates, nesting depth and the size
 * of numbers. It refuses anything but white space after the value, duplicate member names, a lone surrogate (escaped or
 * not), a byte order mark, comments, {@code NaN}, and everything beyond the limits {@link #MAX_DEPTH},
 * {@link #MAX_MEMBERS}, {@link #MAX_VALUES}, {@link #MAX_DIGITS} and {@link #MAX_EXPONENT} (contract, ruling R15).
 * Thread-safe.
 */
public final class JsonText {
    /** The maximum nesting depth of arrays and objects. */
    public static final int MAX_DEPTH = 64;
    /** The maximum number of members of one object. */
    public static final int MAX_MEMBERS = 10_000;
    /** The maximum number of values of one document: objects, arrays, strings, numbers and words, wherever they are. */
    public static final int MAX_VALUES = 100_000;
    /** The maximum number of digits of a number, not counting sign, decimal point and exponent. */
    public static final int MAX_DIGITS = 1_000;
    /** The maximum magnitude of a number's exponent. */
    public static final int MAX_EXPONENT = 1_000;

    /** A number with at most this many fraction digits is written without an exponent. */
    private static final int PLAIN_SCALE = 30;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String HEX = "0123456789abcdef";

    private final String text;
    private final int mostValues;
    private int at;
    private int values;

    private JsonText(String text, int mostValues) {
        this.text = text;
        this.mostValues = mostValues;
    }

    /**
     * Reads one JSON value.
     *
     * @param text the whole document
     * @return the value
     * @throws Unreadable if the text is not JSON or exceeds a limit; the message gives the kind of error and the position,
     *     never the text itself
     */
    public static Json read(String text) throws Unreadable {
        return read(text, MAX_VALUES);
    }

    /**
     * Reads one JSON value that may have more values within it, or fewer.
     *
     * @param text the whole document
     * @param mostValues the maximum number of values, instead of {@link #MAX_VALUES}
     * @return the value
     * @throws Unreadable as {@link #read(String)}
     */
    public static Json read(String text, int mostValues) throws Unreadable {
        JsonText reader = new JsonText(text, mostValues);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw reader.fault("byte order mark");
        }
        reader.skipBlanks();
        Json value = reader.value(0);
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.fault("text after the JSON value");
        }
        return value;
    }

    /**
     * Whether a text contains a lone surrogate. Such a text has no UTF-8 form, so it could not be stored and returned
     * unchanged.
     *
     * @param text any text
     * @return true if so
     */
    public static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes a value without white space, members in their order, numbers by value and without loss.
     *
     * @param value the value
     * @return JSON text, ASCII except for the characters of strings
     */
    public static String write(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private Json value(int depth) throws Unreadable {
        if (at >= text.length()) {
            throw fault("unexpected end");
        }
        values++;
        if (values > mostValues) {
            throw fault("more than " + mostValues + " values");
        }
        char first = text.charAt(at);
        return switch (first) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> new Json.Text(string());
            case 't' -> word("true", Json.Bool.TRUE);
            case 'f' -> word("false", Json.Bool.FALSE);
            case 'n' -> word("null", Json.Null.NULL);
            default -> number();
        };
    }

    private Json object(int depth) throws Unreadable {
        enter(depth);
        Map<String, Json> members = new LinkedHashMap<>();
        if (closes('}')) {
            return new Json.Obj(members);
        }
        do {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            skipBlanks();
            if (members.put(name, value(depth)) != null) {
                throw fault("duplicate member name");
            }
            if (members.size() > MAX_MEMBERS) {
                throw fault("more than " + MAX_MEMBERS + " members in one object");
            }
        } while (continues('}'));
        return new Json.Obj(members);
    }

    private Json array(int depth) throws Unreadable {
        enter(depth);
        List<Json> items = new ArrayList<>();
        if (closes(']')) {
            return new Json.Arr(items);
        }
        do {
            skipBlanks();
            items.add(value(depth));
        } while (continues(']'));
        return new Json.Arr(items);
    }

    private void enter(int depth) throws Unreadable {
        if (depth > MAX_DEPTH) {
            throw fault("nested deeper than " + MAX_DEPTH);
        }
        at++;
    }

    private boolean closes(char close) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == close) {
            at++;
            return true;
        }
        return false;
    }

    private boolean continues(char close) throws Unreadable {
        if (closes(close)) {
            return false;
        }
        expect(',');
        return true;
    }

    private void expect(char wanted) throws Unreadable {
        if (at >= text.length() || text.charAt(at) != wanted) {
            throw fault("expected '" + wanted + "'");
        }
        at++;
    }

    private Json word(String word, Json value) throws Unreadable {
        if (!text.startsWith(word, at)) {
            throw fault("unexpected character");
        }
        at += word.length();
        return value;
    }

    private String string() throws Unreadable {
        expect('"');
        int start = at;
        StringBuilder unescaped = null;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '"') {
                String value = unescaped == null
                        ? text.substring(start, at)
                        : unescaped.append(text, start, at).toString();
                at++;
                return requirePaired(value);
            }
            if (next < ' ') {
                throw fault("control character in a string");
            }
            if (next == '\\') {
                unescaped = unescaped == null ? new StringBuilder() : unescaped;
                unescaped.append(text, start, at).append(escape());
                start = at;
            } else {
                at++;
            }
        }
        throw fault("unterminated string");
    }

    private char escape() throws Unreadable {
        at++;
        if (at >= text.length()) {
            throw fault("unexpected end");
        }
        char kind = text.charAt(at++);
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw fault("unknown escape");
        };
    }

    private char hexadecimal() throws Unreadable {
        int code = 0;
        for (int i = 0; i < 4; i++, at++) {
            int digit = at < text.length() ? asciiHexDigit(text.charAt(at)) : -1;
            if (digit < 0) {
                throw fault("incomplete escape");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private static int asciiHexDigit(char character) {
        return character < 128 ? Character.digit(character, 16) : -1;
    }

    private String requirePaired(String value) throws Unreadable {
        if (hasLoneSurrogate(value)) {
            throw fault("lone surrogate in a string");
        }
        return value;
    }

    private Json number() throws Unreadable {
        int start = at;
        accept('-');
        int digits = integer();
        if (accept('.')) {
            digits += digits();
        }
        if (digits > MAX_DIGITS) {
            throw fault("number with more than " + MAX_DIGITS + " digits");
        }
        if (accept('e') || accept('E')) {
            exponent();
        }
        return new Json.Num(new BigDecimal(text.substring(start, at)));
    }

    private int integer() throws Unreadable {
        int start = at;
        int digits = digits();
        if (digits > 1 && text.charAt(start) == '0') {
            throw fault("number with a leading zero");
        }
        return digits;
    }

    private void exponent() throws Unreadable {
        if (!accept('+')) {
            accept('-');
        }
        int start = at;
        digits();
        while (start < at - 1 && text.charAt(start) == '0') {
            start++;
        }
        if (at - start > 4 || Integer.parseInt(text.substring(start, at)) > MAX_EXPONENT) {
            throw fault("exponent beyond " + MAX_EXPONENT);
        }
    }

    private int digits() throws Unreadable {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw fault("unexpected character");
        }
        return at - start;
    }

    private boolean accept(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Unreadable fault(String what) {
        return new Unreadable(what + " at position " + at);
    }

    private static void write(Json value, StringBuilder out) {
        if (value instanceof Json.Obj object) {
            writeObject(object, out);
        } else if (value instanceof Json.Arr array) {
            writeArray(array, out);
        } else if (value instanceof Json.Text string) {
            writeString(string.value(), out);
        } else if (value instanceof Json.Num number) {
            out.append(number(number.value()));
        } else {
            out.append(value == Json.Null.NULL ? "null" : value == Json.Bool.TRUE ? "true" : "false");
        }
    }

    /** Splits off a power of ten within the exponent's limit, so that a number that was read can be read again. */
    private static String number(BigDecimal value) {
        if (value.scale() >= 0 && value.scale() <= PLAIN_SCALE) {
            return value.toPlainString();
        }
        int exponent = Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, -value.scale()));
        return value.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }

    private static void writeObject(Json.Obj object, StringBuilder out) {
        char separator = '{';
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            out.append(separator);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ',';
        }
        out.append(separator == '{' ? "{}" : "}");
    }

    private static void writeArray(Json.Arr array, StringBuilder out) {
        char separator = '[';
        for (Json item : array.items()) {
            out.append(separator);
            write(item, out);
            separator = ',';
        }
        out.append(separator == '[' ? "[]" : "]");
    }

    private static void writeString(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            writeCharacter(value.charAt(i), out);
        }
        out.append('"');
    }

    private static void writeCharacter(char character, StringBuilder out) {
        switch (character) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                // U+2028 and U+2029 end a line in older JavaScript, so they are escaped as well.
                if (character < ' ' || character == '\u2028' || character == '\u2029') {
                    out.append("\\u")
                            .append(HEX.charAt(character >> 12))
                            .append(HEX.charAt(character >> 8 & 15))
                            .append(HEX.charAt(character >> 4 & 15))
                            .append(HEX.charAt(character & 15));
                } else {
                    out.append(character);
                }
            }
        }
    }

    /** Thrown for a text that is not JSON or exceeds a limit. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private Unreadable(String message) {
            super(message);
        }
    }
}

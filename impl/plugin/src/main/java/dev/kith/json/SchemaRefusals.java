package dev.kith.json;

import dev.kith.core.Documents.RefusalReason;
import dev.kith.core.Documents.SchemaRefused;

/** Builds the message that says why a document is not accepted as a schema. */
final class SchemaRefusals {
    private static final int LONGEST = 300;

    private SchemaRefusals() {}

    static SchemaRefused at(RefusalReason reason, String pointer, String what) {
        return new SchemaRefused(reason, pointer, "At " + place(pointer) + ": " + what + ".");
    }

    /** A text of the schema in quotation marks. */
    static String quoted(String text) {
        return '"' + printable(text) + '"';
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "the root" : printable(pointer);
    }

    private static String printable(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return shown.codePoints()
                .map(character -> Character.isISOControl(character) ? ' ' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

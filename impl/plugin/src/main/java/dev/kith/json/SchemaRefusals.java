package dev.kith.json;

import dev.kith.core.Documents.SchemaRefused;

/** Builds the message that says why a document is not accepted as a schema. */
final class SchemaRefusals {
    private static final int LONGEST_POINTER = 300;

    private SchemaRefusals() {}

    static SchemaRefused at(String pointer, String what) {
        return new SchemaRefused("At " + place(pointer) + ": " + what + ".");
    }

    private static String place(String pointer) {
        if (pointer.isEmpty()) {
            return "the root";
        }
        String shown = pointer.length() > LONGEST_POINTER ? pointer.substring(0, LONGEST_POINTER) + "..." : pointer;
        return shown.codePoints()
                .map(character -> Character.isISOControl(character) ? ' ' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

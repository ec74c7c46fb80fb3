package dev.kith.json.document;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Checks a value against limits. Values that were read by {@link JsonText} have been checked already; values that were
 * built in Java or by patches have not.
 */
public final class SizeLimits {
    /** The approximate maximum number of characters of data as text, if nobody wants less. */
    public static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    private final int mostNodes;
    private final int mostCharacters;
    private final Deque<String> path = new ArrayDeque<>();
    private int nodes;
    private int values;
    private long characters;

    private SizeLimits(int mostNodes, int mostCharacters) {
        this.mostNodes = mostNodes;
        this.mostCharacters = mostCharacters;
    }

    /**
     * Checks data.
     *
     * @param value the data
     * @param mostCharacters how many characters its text may have, approximately
     * @throws Exceeded where it exceeds a limit
     */
    public static void check(Json value, int mostCharacters) throws Exceeded {
        check(value, Integer.MAX_VALUE, mostCharacters);
    }

    /**
     * Checks a document.
     *
     * @param value the document
     * @param mostNodes how many values it may have
     * @param mostCharacters how many characters its text may have, approximately
     * @throws Exceeded where it exceeds a limit
     */
    public static void check(Json value, int mostNodes, int mostCharacters) throws Exceeded {
        new SizeLimits(mostNodes, mostCharacters).measure(value);
    }

    private void measure(Json value) throws Exceeded {
        count(2);
        values++;
        if (values > JsonText.MAX_VALUES) {
            throw exceeded("is where the document has more than " + JsonText.MAX_VALUES + " values");
        }
        if (value instanceof Json.Obj object) {
            enter();
            measureMembers(object);
        } else if (value instanceof Json.Arr array) {
            enter();
            for (int i = 0; i < array.items().size(); i++) {
                measureAt(Integer.toString(i), array.items().get(i));
            }
        } else if (value instanceof Json.Text text) {
            measureText(text.value());
        } else if (value instanceof Json.Num number) {
            measureNumber(number.value());
        }
    }

    private void enter() throws Exceeded {
        if (path.size() == JsonText.MAX_DEPTH) {
            throw exceeded("is nested deeper than " + JsonText.MAX_DEPTH + " levels");
        }
    }

    private void measureMembers(Json.Obj object) throws Exceeded {
        if (object.members().size() > JsonText.MAX_MEMBERS) {
            throw exceeded("has more than " + JsonText.MAX_MEMBERS + " members");
        }
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            measureText(member.getKey());
            measureAt(member.getKey(), member.getValue());
        }
    }

    private void measureAt(String name, Json value) throws Exceeded {
        path.addLast(name);
        measure(value);
        path.removeLast();
    }

    private void measureText(String text) throws Exceeded {
        count(text.length());
        if (JsonText.hasLoneSurrogate(text)) {
            throw exceeded("contains a lone surrogate");
        }
    }

    /** Counts the digits of the text that {@link JsonText#write} writes, so that a stored number can be read again. */
    private void measureNumber(BigDecimal number) throws Exceeded {
        long beyond = Math.abs((long) number.scale()) - JsonText.MAX_EXPONENT;
        long digits = number.scale() > 0
                ? Math.max(number.precision(), beyond + 1)
                : number.precision() + Math.max(0, beyond);
        if (digits > JsonText.MAX_DIGITS) {
            throw exceeded("is a number with too many digits or too large an exponent");
        }
        count((int) digits);
    }

    private void count(int length) throws Exceeded {
        nodes++;
        characters += length;
        if (nodes > mostNodes || characters > mostCharacters) {
            throw exceeded("is where the document becomes too large");
        }
    }

    private Exceeded exceeded(String what) {
        return new Exceeded(path.stream().reduce("", JsonPointer::child), what);
    }

    /** A limit is exceeded. */
    public static final class Exceeded extends Exception {
        private static final long serialVersionUID = 1L;

        private final String pointer;
        private final String what;

        Exceeded(String pointer, String what) {
            super(what, null, false, false);
            this.pointer = pointer;
            this.what = what;
        }

        /**
         * The pointer to the value.
         *
         * @return the pointer
         */
        public String pointer() {
            return pointer;
        }

        /**
         * The error.
         *
         * @return the rest of a sentence that begins with "The value"
         */
        public String what() {
            return what;
        }
    }
}

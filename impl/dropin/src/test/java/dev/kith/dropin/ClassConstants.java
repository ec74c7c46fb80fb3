package dev.kith.dropin;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The classes that a class file names in its pool of constants. */
final class ClassConstants {
    private static final int TEXT = 1;
    private static final int CLASS = 7;

    private ClassConstants() {}

    static List<String> read(InputStream bytes) throws IOException {
        DataInputStream in = new DataInputStream(bytes);
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        List<Integer> classes = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            if (tag == TEXT) {
                texts[i] = in.readUTF();
            } else if (tag == CLASS) {
                classes.add(in.readUnsignedShort());
            } else {
                in.skipNBytes(length(tag));
                // A long or a double takes two places.
                i += tag == 5 || tag == 6 ? 1 : 0;
            }
        }
        return classes.stream().map(index -> element(texts[index])).toList();
    }

    private static int length(int tag) {
        return switch (tag) {
            case 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new IllegalArgumentException("unknown constant " + tag);
        };
    }

    /** The class of what an array holds. */
    private static String element(String name) {
        return name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name;
    }
}

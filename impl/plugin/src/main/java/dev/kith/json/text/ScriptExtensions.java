package dev.kith.json.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The characters that are used with a script and belong to no single one (Unicode, property Script_Extensions), for living
 * scripts that share many. The JDK does not know them.
 */
final class ScriptExtensions {
    private static final String TABLE = """
            LATIN b7 2bc 2c7 2c9-2cb 2cd 2d7 2d9 300-30e 310-311 313 323-325 32d-32e 330-331 358 35e 363-36f \
              485-486 951-952 10fb 1df8 202f 20f0 2e17 a700-a707 a92e
            GREEK b7 300-301 304 306 308 313 342 345 374 1dc0-1dc1 205d
            CYRILLIC 2bc 300-302 304 306 308 30b 311 485-486 1df8 2e43
            ARMENIAN 308
            HEBREW 307-308
            ARABIC 60c 61b 61f 640 64b-655 670 204f 2e41 fd3e-fd3f 102e0-102fb
            SYRIAC 303-304 307-308 30a 323-325 32d-32e 330-331 60c 61b-61c 61f 640 64b-655 670 1df8 1dfa
            THAANA 60c 61b-61c 61f 660-669 fdf2 fdfd
            DEVANAGARI 2bc 951-952 964-965 1cd0-1cf6 1cf8-1cf9 20f0 a830-a839
            BENGALI 2bc 951-952 964-965 1cd0 1cd2 1cd5-1cd6 1cd8 1ce1 1cea 1ced 1cf2 1cf5-1cf7 a8f1
            GURMUKHI 951-952 964-965 a830-a839
            GUJARATI 951-952 964-965 a830-a839
            ORIYA 951-952 964-965 1cda 1cf2
            TAMIL 951-952 964-965 1cda a8f3 11301 11303 1133b-1133c
            TELUGU 951-952 964-965 1cd5-1cd6 1cd8 1cda 1cf2
            KANNADA 951-952 964-965 1cd0 1cd2-1cd3 1cda 1cf2 1cf4 a830-a835
            MALAYALAM 951-952 964-965 1cda 1cf2 a830-a832
            SINHALA 964-965 1cf2
            THAI 2bc 2d7 303 331
            TIBETAN 3008-300b
            MYANMAR a92e
            GEORGIAN b7 589 10fb 205a 2e31
            HANGUL 3001-3003 3008-3011 3013-301f 3030 3037 30fb fe45-fe46 ff61-ff65
            ETHIOPIC 30e
            HIRAGANA 3001-3003 3008-3011 3013-301f 3030-3035 3037 303c-303d 3099-309c 30a0 30fb-30fc fe45-fe46 \
              ff61-ff65 ff70 ff9e-ff9f
            KATAKANA 305 323 3001-3003 3008-3011 3013-301f 3030-3035 3037 303c-303d 3099-309c 30a0 30fb-30fc \
              fe45-fe46 ff61-ff65 ff70 ff9e-ff9f
            BOPOMOFO 2c7 2c9-2cb 2d9 3001-3003 3008-3011 3013-301f 302a-302d 3030 3037 30fb fe45-fe46 ff61-ff65
            HAN b7 2ff0-2fff 3001-3003 3006 3008-3011 3013-301f 302a-302d 3030 3037 303c-303f 30fb 3190-319f \
              31c0-31e5 31ef 3220-3247 3280-32b0 32c0-32cb 32ff 3358-3370 337b-337f 33e0-33fe a700-a707 \
              fe45-fe46 ff61-ff65 1d360-1d371 1f250-1f251
            MONGOLIAN 1802-1803 1805 202f 3001-3002 3008-300b
            """;

    private static final Map<UnicodeScript, CodePoints> KNOWN = read();

    private ScriptExtensions() {}

    /** The characters beside those of the script itself. */
    static CodePoints of(UnicodeScript script) {
        return KNOWN.getOrDefault(script, CodePoints.NONE);
    }

    private static Map<UnicodeScript, CodePoints> read() {
        Map<UnicodeScript, CodePoints> all = new EnumMap<>(UnicodeScript.class);
        TABLE.lines().map(line -> List.of(line.trim().split(" +"))).forEach(words -> {
            Stream<CodePoints> ranges = words.stream().skip(1).map(ScriptExtensions::range);
            all.put(UnicodeScript.valueOf(words.get(0)), CodePoints.union(ranges.toList()));
        });
        return all;
    }

    private static CodePoints range(String text) {
        String[] ends = text.split("-");
        return CodePoints.of(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16));
    }
}

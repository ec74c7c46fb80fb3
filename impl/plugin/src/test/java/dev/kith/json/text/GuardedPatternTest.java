package dev.kith.json.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.json.document.WorkBudget;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedPatternTest {
    private static final String GROUP = "[0-9A-Fa-f]{1,4}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "^[\\u00C0-\\u017F a-z]+$~zoë ő~zoë!",
                "^\\u0041$~A~u0041",
                "^\\x41\\cI\\0?$~A\t~x41",
                "^[\\u{1F600}-\\u{1F64F}]$~\uD83D\uDE00~x",
                "^\\u{000000000041}\\x{42}$~AB~A",
                "^\\uD83D\\uDE00$~\uD83D\uDE00~\uD83D",
                "^[\\uD83D\\uDE00-\\uD83D\\uDE4F]$~\uD83D\uDE01~\uD83D",
                "^[\uD83D\uDE00a]$~\uD83D\uDE00~\uDE00",
                "^\\p{Script=Latin}+$~Zoë~Жук",
                "^\\p{sc=Cyrillic}+$~Жук~Zoe",
                "^\\p{Script=Grek}+$~αβ~ab",
                "^\\p{scx=Kana}+$~カー~かー",
                "^\\p{Script_Extensions=Greek}+$~α\u0342~б",
                "^\\p{sc=Katakana}+$~カ~ー",
                "^\\P{Script=Latin}+$~1Ж~a",
                "^\\p{Nonspacing_Mark}$~\u0301~a",
                "^\\p{Currency_Symbol}$~€~a",
                "^\\p{General_Category=Decimal_Number}$~٣~Ⅷ",
                "^\\p{gc=Lu}$~Ж~ж",
                "^\\p{LC}$~ǅ~ª",
                "^\\p{Cased_Letter}$~a~一",
                "^\\p{Unassigned}$~\u0378~a",
                "^\\p{Letter}\\p{L}\\p{digit}\\p{punct}$~aé1!~a11!",
                "^\\p{Alphabetic}+$~aⅧ一~a1",
                "^[\\p{Lowercase}\\p{Uppercase}]+$~aÉ~一",
                "^\\p{White_Space}$~\u0085~a",
                "^\\p{ASCII}+\\p{Any}$~a\uD83D\uDE00~é",
                "^\\p{ID_Start}\\p{ID_Continue}*$~a1_~1a",
                "^\\\\u0041$~\\u0041~A",
                "^\\s$~\uFEFF~\u180E",
                "^\\s$~\u00A0~\u0085",
                "^a\\s$~a\u2003~a\u200B",
                "^\\S$~x~\u2028",
                "^\\d$~1~١",
                "^\\w$~_~é",
                "^\\W$~é~_",
                "^[^\\W\\d]$~a~1",
                "\\bcat\\b~écat~scat",
                "^a.b$~a\u0085b~a\u2028b",
                "^a.b$~a\u000Bb~a␍b",
                "^abc$~abc~abc⏎",
                "^[^]$~⏎~",
                "^([]|a)$~a~]",
                "^\\/\\-\\#\\_\\é$~/-#_é~/-#_",
                "^[\\w-.]+$~a-.~a,",
                "^[a\\-z]$~-~b",
                "^[--a]$~.~b",
                "^[\\b]$~\b~b",
                "^a{,3}{$~a{,3}{~aaa",
                "^x]}$~x]}~x",
                "^[\\p{L}--[a-z]]$~A~a",
                "^[\\w&&[^\\d_]]$~a~1",
                "^[[a-c][x-z]]$~y~d",
                "^[^[a-c]&&\\w]$~é~b",
                "^a{1500}b{0,1200}$~LONG~LONGb",
                "(?i)^straße$~STRAßE~strasse",
                "^(?i:a)b$~Ab~AB",
                "^(?-i:a)(?i:[b-c])$~aC~AC",
                "(?m)^b$~a⏎b~ab",
                "^(?s:.)$~⏎~",
                "\\Aa\\z~a~a⏎",
                "^\\pL\\p{Greek}\\p{^Lu}\\PN$~éαaa~1αaa",
                "^[[:alpha:]_][[:^digit:]]$~_a~1a",
                "^\\x{1F600}\\a$~\uD83D\uDE00\u0007~a",
                "^\\Q[a.\\E$~[a.~[ab",
                "^[]x]+$~]x~y",
                "^(?P<name>a)$~a~b",
            })
    void an_expression_means_what_ecma_262_says(String pattern, String fitting, @Nullable String other) {
        assertThat(finds(pattern, text(fitting))).isTrue();
        assertThat(finds(pattern, text(other))).isFalse();
    }

    /** Ends of lines have characters of their own in the table, and a long text is written short. */
    private static String text(@Nullable String written) {
        String shown = written == null ? "" : written.replace('⏎', '\n').replace('␍', '\r');
        return shown.replace("LONG", "a".repeat(1_500) + "b".repeat(1_200));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "^(?!\\s).+$~look-ahead~offset 1~\"not\"",
                "^(?=.*[A-Z]).+$~look-ahead~offset 1~\"allOf\"",
                "a(?<=b)~look-behind~offset 1~\"allOf\"",
                "a(?<!b)~look-behind~offset 1~\"not\"",
                "(a)\\1~back-reference~offset 3~\"enum\"",
                "(?<n>a)\\k<n>~back-reference~offset 7~linear",
                "^[a-$~[ is not closed~offset 1~[",
                "a(b~( is not closed~offset 1~(",
                "((a)~( is not closed~offset 0~(",
                "a)~) closes nothing~offset 1~)",
                "\\u{1F600~not closed~offset 0~}",
                "\\p{L~not closed~offset 0~}",
                "(?<n~not closed~offset 0~>",
                "a\\~backslash~offset 1~follows",
                "[z-a]~wrong order~offset 2~range",
                "a{3,2}~wrong order~offset 1~braces",
                "*a~nothing to repeat~offset 0~repeat",
                "a**~nothing to repeat~offset 2~repeat",
                "^*~nothing to repeat~offset 1~repeat",
                "a|+~nothing to repeat~offset 2~repeat",
                "\\p{Elbish}~not known~offset 0~property",
                "\\p{Script=Elbish}~not known~offset 0~property",
                "\\p{Elbish=Latin}~not known~offset 0~property",
                "\\pé{~not known~offset 0~property",
                "\\y~no meaning~offset 0~y",
                "\\x4~hexadecimal~offset 0~2",
                "\\u004~hexadecimal~offset 0~4",
                "\\u{110000}~no character~offset 0~number",
                "\\u{}~no character~offset 0~number",
                "a\\u{FFFFFFFFFFFFFFFFFF}~no character~offset 1~number",
                "\\u{4g}~no character~offset 0~number",
                "\\01~octal~offset 0~\\x",
                "\\c1~letter~offset 0~\\c",
                "\\Z~write $~offset 0~\\Z",
                "(?>a)~group~offset 0~known",
                "(?<1>a)~name~offset 0~group",
            })
    void what_cannot_be_used_is_refused_with_the_place_and_the_remedy(
            String pattern, String what, String place, String more) {
        assertThatExceptionOfType(Unfit.class)
                .isThrownBy(() -> GuardedPattern.compile(pattern))
                .extracting(Unfit::reason)
                .asString()
                .startsWith("the regular expression cannot be used: ")
                .contains(what, place, more);
    }

    @Test
    void a_long_expression_that_compiles_to_little_is_taken() throws Unfit {
        String ipv6 = ipv6();

        assertThat(ipv6).hasSizeGreaterThan(900);
        assertThat(List.of("2001:db8::1", "::", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8", "fe80::7:8"))
                .allMatch(address -> finds(ipv6, address));
        assertThat(List.of("zz", "1:2:3", "1::2::3", "::ffff:1.2.3.256")).noneMatch(address -> finds(ipv6, address));
    }

    /** The expression that passes from site to site, with one alternative for each length of the gap. */
    private static String ipv6() {
        String part = "(25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])";
        String four = "(" + part + "\\.){3,3}" + part;
        StringBuilder all = new StringBuilder("^((" + GROUP + ":){7,7}" + GROUP + "|(" + GROUP + ":){1,7}:");
        for (int after = 1; after < 7; after++) {
            all.append("|(" + GROUP + ":){1," + (7 - after) + "}(:" + GROUP + "){1," + after + "}");
        }
        return all.append("|:((:" + GROUP + "){1,7}|:)|fe80:(:" + GROUP + "){0,4}%[0-9a-zA-Z]{1,}")
                .append("|::(ffff(:0{1,4}){0,1}:){0,1}" + four)
                .append("|(" + GROUP + ":){1,4}:" + four)
                .append("|(" + GROUP + ":){6,6}" + four)
                .append("|::(" + GROUP + ":){0,5}" + four + ")$")
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "(?:a|", "[[", "(?i:"})
    void deep_nesting_is_refused(String opening) {
        assertThatExceptionOfType(Unfit.class).isThrownBy(() -> GuardedPattern.compile(opening.repeat(50_000)));
        assertThat(EcmaPattern.isValid(opening.repeat(50_000))).isFalse();
    }

    private static boolean finds(String pattern, String text) {
        try {
            return GuardedPattern.compile(pattern).finds(text, new WorkBudget(Long.MAX_VALUE));
        } catch (Unfit e) {
            throw new IllegalArgumentException(pattern + ": " + e.reason(), e);
        }
    }
}

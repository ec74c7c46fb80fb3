package dev.kith.json.text;

import com.google.re2j.Pattern;

/** URI templates (RFC 6570). */
final class UriTemplates {
    private static final Pattern VARIABLE = Pattern.compile("^(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})"
            + "(?:[.]?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*(?::[1-9][0-9]{0,3}|[*])?$");
    private static final String OPERATORS = "+#./;?&=,!@|";
    private static final String NEVER_LITERAL = "\"'<>\\^`{|}";

    private UriTemplates() {}

    static boolean isTemplate(String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (point == '{') {
                int end = text.indexOf('}', i);
                if (end < 0 || !isExpression(text.substring(i + 1, end))) {
                    return false;
                }
                i = end + 1;
            } else if (point == '%' ? Uris.isEncoded(text, i) : isLiteral(point)) {
                i += Character.charCount(point);
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isExpression(String text) {
        String list = !text.isEmpty() && OPERATORS.indexOf(text.charAt(0)) >= 0 ? text.substring(1) : text;
        for (String variable : list.split(",", -1)) {
            if (!VARIABLE.matches(variable)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLiteral(int point) {
        return point < 128
                ? point > ' ' && point < 0x7F && NEVER_LITERAL.indexOf(point) < 0
                : Uris.isUniversal(point) || Character.getType(point) == Character.PRIVATE_USE;
    }
}

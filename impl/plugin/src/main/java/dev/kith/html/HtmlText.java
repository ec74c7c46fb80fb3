package dev.kith.html;

/** Texts as HTML. */
public final class HtmlText {
    private HtmlText() {}

    /**
     * Escapes a text.
     *
     * @param text any text
     * @return HTML that stays this text in elements and in quoted attributes
     */
    public static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            switch (unit) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(unit);
            }
        }
        return html.toString();
    }
}

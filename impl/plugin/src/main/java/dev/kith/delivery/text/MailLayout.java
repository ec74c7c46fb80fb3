package dev.kith.delivery.text;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The layout of a mail: the whole mail, and its action with and without a link.
 *
 * @param whole the whole mail
 * @param button the action of a mail with a link
 * @param code the action of a mail without a link
 */
record MailLayout(TextTemplate whole, TextTemplate button, TextTemplate code) {
    private static final Set<String> OFFERED = new TreeSet<>(Set.of(
            "Language", "Title", "PreHeader", "Greeting", "Text", "ButtonText", "Link", "Code", "Account", "Footer"));
    private static final TextTemplate NOTHING = TextTemplate.parse("nothing", "", Set.of(), Set.of());

    /**
     * Reads a layout.
     *
     * @param kind {@code html} or {@code txt}
     * @param files returns the content of a file by its name
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    static MailLayout read(String kind, UnaryOperator<String> files) {
        Set<String> whole = new TreeSet<>(OFFERED);
        whole.add("Action");
        return new MailLayout(
                read("mail." + kind, files, whole, Set.of("Text", "Action")),
                read("button." + kind, files, OFFERED, Set.of("Link")),
                read("code." + kind, files, OFFERED, Set.of()));
    }

    private static TextTemplate read(
            String name, UnaryOperator<String> files, Set<String> offered, Set<String> required) {
        String content = files.apply(name);
        if (name.endsWith(".html")) {
            HtmlTemplateCheck.check(name, content);
        }
        return TextTemplate.parse(name, content, offered, required);
    }

    /** A message without a link shows its code; one that has neither shows nothing. */
    private TextTemplate action(Map<String, String> values) {
        if (!value(values, "Link").isEmpty()) {
            return button;
        }
        return value(values, "Code").isEmpty() ? NOTHING : code;
    }

    private static String value(Map<String, String> values, String name) {
        return values.getOrDefault(name, "");
    }

    /** The mail as plain text, without the gaps that empty pieces leave. */
    String text(Map<String, String> values) {
        return whole.text(name -> name.equals("Action") ? action(values).text(values) : value(values, name))
                        .strip()
                        .replaceAll("\n{3,}", "\n\n")
                + "\n";
    }

    String html(Map<String, String> values) {
        return whole.html(values, Map.of("Action", action(values).html(values, Map.of())));
    }
}

package dev.kith.delivery.text;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The texts of messages and pages: which ones exist, which values each may contain, and which it must contain. */
final class TextCatalog {
    private static final Set<String> ACCOUNT = Set.of("UserID", "OrgID", "DisplayName");
    /** What the keys of the texts of pages begin with. */
    static final String PAGE = "Page.";

    private static final List<String> REFUSALS =
            List.of("Invalid", "Expired", "Attempts", "Taken", "Malformed", "Conflict", "Unavailable");
    private static final List<String> UNDO_REFUSALS =
            List.of("UndoInvalid", "UndoExpired", "UndoConflict", "UndoUnavailable", "UndoMalformed");

    private static final Map<String, Rule> RULES = rules();

    private TextCatalog() {}

    /**
     * The rule for a text.
     *
     * @param offered the values that it may contain
     * @param required the values that it must contain, because the message would be useless without them
     * @param mayBeEmpty whether it may be empty
     */
    private record Rule(Set<String> offered, Set<String> required, boolean mayBeEmpty) {}

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        mail(rules, "VerifyEmail", with(ACCOUNT, "LastEmail", "Code"));
        mail(rules, "EmailChanged", with(ACCOUNT, "LastEmail", "Replacement"));
        require(rules, "VerifyEmail.TextWithoutLink", "Code");
        Rule removedEmail = new Rule(with(ACCOUNT, "LastEmail"), Set.of(), false);
        rules.put("EmailChanged.Removed", removedEmail);
        rules.put("EmailChanged.RemovedWithoutLink", removedEmail);
        Set<String> phone = with(ACCOUNT, "LastPhone");
        rules.put("PhoneChanged.Removed", new Rule(with(phone, "Link"), Set.of("Link"), false));
        rules.put("PhoneChanged.RemovedWithoutLink", new Rule(phone, Set.of(), false));
        rules.put("VerifyPhone.Text", new Rule(with(phone, "Code"), Set.of("Code"), false));
        rules.put("PhoneChanged.Text", new Rule(with(phone, "Replacement", "Link"), Set.of("Link"), false));
        rules.put("PhoneChanged.TextWithoutLink", new Rule(with(phone, "Replacement"), Set.of(), false));
        rules.put("Footer", new Rule(Set.of(), Set.of(), true));
        page(rules, "Ask", "Text", "Button", "Hint");
        page(rules, "Verified", "Text");
        REFUSALS.forEach(refusal -> page(rules, refusal, "Text", "Hint"));
        page(rules, "Invalid", "Retry", "Button");
        page(rules, "Failure", "Text");
        page(rules, "Undo", "Email", "Phone", "Button", "Hint");
        page(rules, "Restored", "Email", "Phone");
        UNDO_REFUSALS.forEach(refusal -> page(rules, refusal, "Text", "Hint"));
        return Map.copyOf(rules);
    }

    private static void page(Map<String, Rule> rules, String page, String... places) {
        Rule rule = new Rule(Set.of(), Set.of(), false);
        Stream.concat(Stream.of("Title", "Heading"), Stream.of(places))
                .forEach(place -> rules.put(PAGE + page + "." + place, rule));
    }

    private static void mail(Map<String, Rule> rules, String about, Set<String> offered) {
        for (String key : Set.of("Subject", "Title", "Text", "TextWithoutLink", "ButtonText")) {
            rules.put(about + "." + key, new Rule(offered, Set.of(), false));
        }
        for (String key : Set.of("PreHeader", "Greeting", "GreetingWithoutName", "Account")) {
            rules.put(about + "." + key, new Rule(offered, Set.of(), true));
        }
    }

    private static void require(Map<String, Rule> rules, String key, String value) {
        rules.computeIfPresent(key, (any, rule) -> new Rule(rule.offered, Set.of(value), rule.mayBeEmpty));
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(Set.of(more));
        return all;
    }

    static Set<String> keys() {
        return RULES.keySet();
    }

    /**
     * Reads the texts that a file contains.
     *
     * @param file the name of the file, for messages
     * @param content a properties file
     * @throws IllegalArgumentException with a message that says what is wrong
     */
    static Map<String, TextTemplate> read(String file, String content) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(content));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " is not a valid properties file: " + e.getMessage(), e);
        }
        Map<String, TextTemplate> texts = new LinkedHashMap<>();
        new TreeSet<>(properties.stringPropertyNames())
                .forEach(key -> texts.put(key, read(file, key, properties.getProperty(key))));
        return texts;
    }

    private static TextTemplate read(String file, String key, String text) {
        Rule rule = RULES.get(key);
        if (rule == null) {
            throw new IllegalArgumentException(
                    file + ": there is no text " + key + "; the texts are " + String.join(", ", new TreeSet<>(keys())));
        }
        if (text.isBlank() && !rule.mayBeEmpty) {
            throw new IllegalArgumentException(file + ": the text " + key + " is empty");
        }
        return TextTemplate.parse(file + ": the text " + key, text, rule.offered, rule.required);
    }
}

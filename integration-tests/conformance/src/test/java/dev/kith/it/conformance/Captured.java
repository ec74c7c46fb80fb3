package dev.kith.it.conformance;

import java.util.Map;

/**
 * A message that the server handed to delivery; texts that it does not have are empty.
 *
 * @param id its id
 * @param channel the channel
 * @param type the type
 * @param to the recipient
 * @param subject the subject
 * @param text the text
 * @param html the text as an HTML document
 * @param code the code
 * @param link the link
 * @param userId the user
 */
record Captured(
        String id,
        Channel channel,
        String type,
        String to,
        String subject,
        String text,
        String html,
        String code,
        String link,
        String userId) {
    static Captured of(Map<String, String> report) {
        return new Captured(
                report.getOrDefault("id", ""),
                Channel.of(report.getOrDefault("channel", "")),
                report.getOrDefault("type", ""),
                report.getOrDefault("to", ""),
                report.getOrDefault("subject", ""),
                report.getOrDefault("text", ""),
                report.getOrDefault("html", ""),
                report.getOrDefault("code", ""),
                report.getOrDefault("link", ""),
                report.getOrDefault("userId", ""));
    }

    /** Whether a reader of the message can see the code, in whichever form it is shown. */
    boolean includesCode() {
        return !code.isEmpty() && text.contains(code) && (html.isEmpty() || html.contains(code));
    }
}

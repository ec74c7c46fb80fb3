package dev.kith.transport.rest.pages;

import dev.kith.api.EmailLinks.Link;
import dev.kith.api.ProblemCode;
import dev.kith.transport.rest.pages.HtmlTemplate.Markup;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The pages that the links in mails open: HTML without scripts, images or anything loaded from elsewhere. */
final class VerificationPage {
    private static final String STYLE = HtmlTemplate.resource("page.css");

    /** Allows the page nothing but its one style sheet, and forbids framing it. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src '" + hash(STYLE)
            + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final HtmlTemplate LAYOUT = HtmlTemplate.of("page.html");
    private static final HtmlTemplate ASK = HtmlTemplate.of("ask.html");
    private static final HtmlTemplate UNDO = HtmlTemplate.of("undo.html");
    private static final HtmlTemplate VERIFIED = HtmlTemplate.of("verified.html");
    private static final HtmlTemplate REFUSED = HtmlTemplate.of("refused.html");
    private static final HtmlTemplate UNPROVEN = HtmlTemplate.of("unproven.html");
    private static final Properties TEXTS = texts();

    private VerificationPage() {}

    /** Why a link has no effect, as its page says. */
    enum Refusal {
        MALFORMED(400),
        INVALID(400),
        EXPIRED(410),
        ATTEMPTS(410),
        CONFLICT(409),
        FAILURE(500),
        UNAVAILABLE(503);

        private final int http;

        Refusal(int http) {
            this.http = http;
        }

        int http() {
            return http;
        }

        /** Everything that does not prove that the holder of the link has the right code is the same refusal. */
        static Refusal of(ProblemCode code) {
            return switch (code) {
                case CODE_EXPIRED -> EXPIRED;
                case CODE_ATTEMPTS -> ATTEMPTS;
                case CONFLICT -> CONFLICT;
                case KEY_MISSING -> UNAVAILABLE;
                default -> INVALID;
            };
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static String ask(Link link, String address) {
        return page(
                "ask",
                ASK,
                Map.of(
                        "address",
                        address,
                        VerificationForm.USER,
                        link.userId(),
                        VerificationForm.CODE,
                        link.code(),
                        VerificationForm.ORGANIZATION,
                        link.organizationId()));
    }

    static String verified(String address) {
        return page("verified", VERIFIED, Map.of("address", address));
    }

    static String refused(Refusal refusal) {
        return page(refusal.key(), REFUSED, Map.of());
    }

    /**
     * What a link opens that has not proven to have the right code. It may have it all the same, after too many looks; so
     * the page has a button, but neither an address nor anything else by which two links differ.
     */
    static String unproven(Refusal refusal) {
        return refusal == Refusal.INVALID ? page(refusal.key(), UNPROVEN, Map.of()) : refused(refusal);
    }

    static String askUndo(String token, String address) {
        return page("undo", UNDO, Map.of("address", address, VerificationForm.TOKEN, token));
    }

    static String restored(String address) {
        return page("restored", VERIFIED, Map.of("address", address));
    }

    /** An undo link has no code that could be tried too often. */
    static String undoRefused(Refusal refusal) {
        Refusal shown = refusal == Refusal.ATTEMPTS ? Refusal.INVALID : refusal;
        return page("undo-" + shown.key(), REFUSED, Map.of());
    }

    static String failure(String message) {
        return page(Refusal.FAILURE.key(), REFUSED, Map.of("hint", message));
    }

    private static String page(String key, HtmlTemplate content, Map<String, String> values) {
        Map<String, Object> all = new HashMap<>();
        TEXTS.stringPropertyNames().stream()
                .filter(name -> name.startsWith(key + "."))
                .forEach(name -> all.put(name.substring(key.length() + 1), TEXTS.getProperty(name)));
        all.putAll(values);
        all.put("content", content.render(all));
        all.put("style", new Markup(STYLE));
        return LAYOUT.render(all).html();
    }

    private static Properties texts() {
        Properties texts = new Properties();
        try {
            texts.load(new StringReader(HtmlTemplate.resource("verification.properties")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }

    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

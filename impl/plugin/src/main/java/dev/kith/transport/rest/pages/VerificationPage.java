package dev.kith.transport.rest.pages;

import dev.kith.api.EmailLinks.Link;
import dev.kith.api.ProblemCode;
import dev.kith.transport.PageTexts;
import dev.kith.transport.PageTexts.PageText;
import dev.kith.transport.rest.RestRequest;
import dev.kith.transport.rest.pages.HtmlTemplate.Markup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** The query parameter in which a page remembers its language. */
    private static final String LANGUAGE = "lang";

    /** What can be said where nothing has been injected. */
    static final VerificationPage WITHOUT_TEXTS = new VerificationPage(
            languages -> new PageText(
                    "en",
                    Map.of(
                            "Failure.Title", "Something went wrong",
                            "Failure.Heading", "Something went wrong",
                            "Failure.Text", "The error is on our side. Please try again later.")),
            List.of());

    private final PageTexts texts;
    private final List<String> wanted;
    private final PageText text;

    private VerificationPage(PageTexts texts, List<String> wanted) {
        this.texts = texts;
        this.wanted = wanted;
        this.text = texts.in(wanted);
    }

    /** Why a link has no effect, as its page says. */
    enum Refusal {
        MALFORMED(400),
        INVALID(400),
        EXPIRED(410),
        ATTEMPTS(410),
        TAKEN(409),
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
                case CONTACT_TAKEN -> TAKEN;
                case CONFLICT -> CONFLICT;
                case KEY_MISSING -> UNAVAILABLE;
                default -> INVALID;
            };
        }

        /** What the keys of the texts of its page begin with. */
        private String page() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /** The pages for who sent a request: in the language that the page before it had, else in one that the client wants. */
    static VerificationPage of(PageTexts texts, RestRequest in) {
        List<String> wanted = new ArrayList<>(in.queryParameters().getOrDefault(LANGUAGE, List.of()).stream()
                .limit(1)
                .toList());
        wanted.addAll(in.languages());
        return new VerificationPage(texts, wanted);
    }

    /** The same pages in a language that is wanted more than the others; {@code null} for none. */
    VerificationPage in(@Nullable String language) {
        return language == null
                ? this
                : new VerificationPage(
                        texts,
                        Stream.concat(Stream.of(language), wanted.stream()).toList());
    }

    PageHtml ask(Link link, String address) {
        return page(
                "Ask",
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

    PageHtml verified(String address) {
        return page("Verified", VERIFIED, Map.of("address", address));
    }

    PageHtml refused(Refusal refusal) {
        return page(refusal.page(), REFUSED, Map.of());
    }

    /**
     * What a link opens that has not proven to have the right code. It may have it all the same, after too many looks; so
     * the page has a button, but neither an address nor anything else by which two links differ.
     */
    PageHtml unproven(Refusal refusal) {
        return refusal == Refusal.INVALID ? page(refusal.page(), UNPROVEN, Map.of()) : refused(refusal);
    }

    PageHtml askUndo(String token, String value) {
        return page("Undo", UNDO, ofContact("Undo", value, Map.of(VerificationForm.TOKEN, token)));
    }

    PageHtml restored(String value) {
        return page("Restored", VERIFIED, ofContact("Restored", value, Map.of()));
    }

    /** What is said of an address, or of a number, which has no {@code @}. */
    private Map<String, String> ofContact(String page, String value, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("address", value);
        String key = page + (value.contains("@") ? ".Email" : ".Phone");
        values.put("text", Objects.requireNonNull(text.texts().get(key), key));
        return values;
    }

    /** An undo link has no code that could be tried too often, and says nothing of other users. */
    PageHtml undoRefused(Refusal refusal) {
        Refusal shown = refusal == Refusal.ATTEMPTS || refusal == Refusal.TAKEN ? Refusal.INVALID : refusal;
        return page("Undo" + shown.page(), REFUSED, Map.of());
    }

    PageHtml failure(String message) {
        return page(Refusal.FAILURE.page(), REFUSED, Map.of("hint", message));
    }

    private PageHtml page(String key, HtmlTemplate content, Map<String, String> values) {
        Map<String, Object> all = new HashMap<>();
        text.texts().forEach((name, words) -> {
            if (name.startsWith(key + ".")) {
                all.put(name.substring(key.length() + 1).toLowerCase(Locale.ROOT), words);
            }
        });
        all.putAll(values);
        all.put("language", text.language());
        all.put("content", content.render(all));
        all.put("style", new Markup(STYLE));
        return new PageHtml(text.language(), LAYOUT.render(all).html());
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

package dev.kith.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The word that opens the mailbox: made at each start and said in the link that the start prints. Whoever opens the link in
 * a browser keeps it in a cookie. Others on this machine, programs and other accounts, do not know it.
 */
final class MailboxWord {
    private static final int BYTES = 24;
    private static final String PARAMETER = "word";

    private final String word;

    private MailboxWord(String word) {
        this.word = word;
    }

    static MailboxWord make(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new MailboxWord(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What the link to the page ends in. */
    String query() {
        return "?" + PARAMETER + "=" + word;
    }

    /** Whether a request says the word; if the link does, the browser is told to keep it. */
    boolean opens(HttpServletRequest request, HttpServletResponse response) {
        String name = "kith-mailbox-" + request.getLocalPort();
        if (isSaid(request.getQueryString(), query().substring(1))) {
            response.addHeader(
                    "Set-Cookie", name + "=" + word + "; Path=" + MailboxPage.MAPPING + "; HttpOnly; SameSite=Strict");
            return true;
        }
        boolean kept = false;
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            kept |= cookie.getName().equals(name) && isSaid(cookie.getValue(), word);
        }
        return kept;
    }

    /** Takes as long for a nearly right word as for any other. */
    private static boolean isSaid(@Nullable String said, String expected) {
        return said != null && MessageDigest.isEqual(said.getBytes(UTF_8), expected.getBytes(UTF_8));
    }
}

package dev.kith.standalone;

import dev.kith.html.HtmlText;
import dev.kith.spi.Notifier.Channel;
import dev.kith.spi.Notifier.Notification;
import dev.kith.standalone.Mailbox.Received;
import dev.kith.standalone.page.LocalRequests;
import dev.kith.standalone.page.PageAnswer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages that would have been sent, codes and links included, for whoever sits at this machine and has read what the
 * start said. To everybody else there is no such page: not over the network, not through a proxy that leaves a trace, not
 * for a web site whose name points here, and not without the word. Where {@code kith.public-url} points to a proxy, there is
 * no page unless it is asked for.
 */
final class MailboxPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String MAPPING = "/dev/mailbox";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:44rem;padding:1.5rem 1rem;
            background:#fafafa;color:#22292f}
            header{display:flex;align-items:baseline;justify-content:space-between;gap:1rem}
            h1{font-size:1.4rem;margin:0}
            a{color:#2f5f9e}
            article{background:#fff;border:1px solid #d8dde3;border-radius:8px;margin:1rem 0;padding:1rem}
            h2{font-size:1.05rem;margin:0 0 .25rem}
            .meta{color:#5b6670;font-size:.9rem;margin:0 0 .75rem;overflow-wrap:anywhere}
            .code{font:600 1.3rem ui-monospace,monospace;letter-spacing:.15em;margin:0 0 .75rem}
            .open{background:#2f5f9e;border-radius:6px;color:#fff;display:inline-block;padding:.5rem 1rem;
            text-decoration:none}
            pre{background:#f2f4f6;border-radius:6px;font-size:.85rem;margin:.75rem 0 0;overflow-wrap:anywhere;
            padding:.75rem;white-space:pre-wrap}
            summary{cursor:pointer;margin-top:.75rem}
            @media(prefers-color-scheme:dark){body{background:#181b1f;color:#e6e9ec}
            article{background:#22262b;border-color:#3a4048}.meta{color:#a4adb6}a{color:#8db8ec}
            .open{color:#fff}pre{background:#181b1f}}
            """;

    private static final String POLICY = PageAnswer.policy(STYLE);

    private final transient Mailbox mailbox;
    private final transient MailboxWord word;

    MailboxPage(Mailbox mailbox, MailboxWord word) {
        this.mailbox = mailbox;
        this.word = word;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!LocalRequests.asks(request) || !word.opens(request, response)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        PageAnswer.html(response, POLICY, page(mailbox.received()));
    }

    private static String page(List<Received> messages) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mailbox</title>")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><style>")
                .append(STYLE)
                .append("</style></head><body><header><h1>Mailbox</h1><a href=\"mailbox\">Reload</a></header>")
                .append(
                        "<p class=\"meta\">What Kith would have sent, the newest first. Only this machine can see this page;")
                .append(" it forgets everything when Kith stops. Set kith.mail.host to send real mail.</p><main>");
        if (messages.isEmpty()) {
            page.append("<p>No messages yet.</p>");
        }
        messages.forEach(message -> append(page, message));
        return page.append("</main></body></html>").toString();
    }

    private static void append(StringBuilder page, Received received) {
        Notification message = received.notification();
        boolean mail = message.channel() == Channel.EMAIL;
        page.append("<article><h2>")
                .append(escape(mail ? message.subject() : "Text message"))
                .append("</h2><p class=\"meta\">to <span class=\"to\">")
                .append(escape(message.recipient()))
                .append("</span> at ")
                .append(TIME.format(received.at()))
                .append("</p><p class=\"code\">")
                .append(escape(message.code()))
                .append("</p>");
        URI link = message.link();
        if (link != null) {
            page.append("<a class=\"open\" rel=\"noreferrer\" href=\"")
                    .append(escape(link.toString()))
                    .append("\">Open the link</a>");
        }
        page.append("<details><summary>Message as text</summary><pre>")
                .append(escape(message.text()))
                .append("</pre></details></article>");
    }

    private static String escape(@Nullable String text) {
        return text == null ? "" : HtmlText.escape(text);
    }
}

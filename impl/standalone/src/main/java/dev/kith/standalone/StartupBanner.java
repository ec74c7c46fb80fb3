package dev.kith.standalone;

import static java.util.stream.Collectors.joining;

import dev.kith.AdministratorTokenService;
import dev.kith.boot.RunningKith;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.spi.Notifier.Channel;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the runner says when it is ready: what it did, where everything is, and how to call it. */
record StartupBanner(
        PrintStream out, ConfiguredSettings settings, URI url, List<String> plugins, Optional<MailboxWord> word) {

    /** The start of the line that says that requests are answered now, followed by the URL. */
    static final String READY = "Kith is ready: ";

    private static final String MAILBOX = "\"" + MailboxNotifier.NAME + "\"";
    private static final String LOG = "\"log\"";

    void say(RunningKith kith, boolean newToken) {
        boolean first = kith.administratorTokens().isEmpty();
        boolean demo = first && settings.get(ProgramSetting.DEMO) && Demo.make(kith);
        boolean hasUser = demo || (!first && Demo.isThere(kith));
        Optional<String> token = token(kith.administratorTokens(), first, newToken);

        StringBuilder text = new StringBuilder(READY).append(url).append("\n\n");
        row(text, "Database", database(demo));
        row(text, "Mail", mail(kith.report().carriers().getOrDefault(Channel.EMAIL, List.of())));
        row(text, "SMS", sms(kith.report().carriers().getOrDefault(Channel.SMS, List.of())));
        row(
                text,
                "Plugins",
                plugins.isEmpty()
                        ? "none (folder " + absolute(ProgramSetting.PLUGINS) + ")"
                        : String.join(", ", plugins));
        row(text, "Health", url + "/health/ready");
        word.ifPresent(development -> row(text, "Browser", url + "/ (try the calls, on this machine)"));
        text.append("\n");
        token.ifPresentOrElse(
                made -> text.append("Administrator token (shown only once; only its hash is stored):\n\n  ")
                        .append(made)
                        .append("\n\n"),
                () -> text.append(
                        isTokenConfigured()
                                ? "The administrator has the token whose hash is kith.administrator.token-hash.\n\n"
                                : "The administrator token was shown at the first start. If it is lost, start"
                                        + " with --new-token for a new one.\n\n"));
        if (hasUser) {
            text.append("Try it: change a user, then set its e-mail address:\n\n  ")
                    .append(patch(token))
                    .append("\n  ")
                    .append(setEmail(token))
                    .append("\n\n");
        }
        word.ifPresent(said -> text.append(hasUser ? "Then open the mailbox to see the message" : "The mailbox is here")
                .append(":\n\n  ")
                .append(url)
                .append(MailboxPage.MAPPING)
                .append(said.query())
                .append("\n\n"));
        text.append("Press Ctrl-C to stop. The data is kept.\n");
        out.print(text);
        out.flush();
    }

    /**
     * The token to show. Where the operator has one of its own, that of the first start is told to nobody: what a start prints is kept
     * in logs.
     */
    private Optional<String> token(AdministratorTokenService tokens, boolean first, boolean newToken) {
        if (first) {
            String made = tokens.create();
            return isTokenConfigured() && !newToken ? Optional.empty() : Optional.of(made);
        }
        return newToken ? Optional.of(tokens.replace()) : Optional.empty();
    }

    private boolean isTokenConfigured() {
        return settings.find(Setting.ADMINISTRATOR_TOKEN_HASH).isPresent();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append(String.format("  %-9s %s%n", name, value));
    }

    private String database(boolean demo) {
        String where = settings.find(ProgramSetting.DATABASE_URL)
                .map(Database::withoutSecrets)
                .orElseGet(() -> "H2 in " + absolute(ProgramSetting.DATA));
        return demo ? where + " (was empty; now has the schema \"demo\" and the user \"demo\")" : where;
    }

    private String mail(List<String> carriers) {
        if (carriers.equals(List.of(MAILBOX))) {
            return "kept on the page " + url + MailboxPage.MAPPING + " (kith.mail.host is not set)";
        }
        if (carriers.isEmpty() || carriers.equals(List.of(LOG))) {
            return "not sent (kith.mail.host is not set); set it, or kith.dev=true for a page that keeps mail";
        }
        return "through "
                + carriers.stream()
                        .map(carrier -> carrier.equals("\"mail\"") ? settings.get(Setting.MAIL_HOST) : carrier)
                        .collect(joining(", then "));
    }

    private String sms(List<String> carriers) {
        if (carriers.equals(List.of(MAILBOX))) {
            return "kept on the same page";
        }
        if (carriers.isEmpty() || carriers.equals(List.of(LOG))) {
            return "not sent (set kith.webhook.url, or add a notifier to the plugins)";
        }
        return "through " + String.join(", then ", carriers);
    }

    private String absolute(Setting<Path> folder) {
        return settings.get(folder).toAbsolutePath().normalize().toString();
    }

    private String patch(Optional<String> token) {
        return curl("PATCH", "", token, "{\"data\":{\"displayName\":\"Dora Demo\",\"department\":\"Research\"}}");
    }

    private String setEmail(Optional<String> token) {
        return curl("PUT", "/email", token, "{\"address\":\"dora@example.com\"}");
    }

    private String curl(String method, String path, Optional<String> token, String body) {
        String credentials =
                token.map(text -> "'Authorization: Bearer " + text + "'").orElse("\"Authorization: Bearer $TOKEN\"");
        return "curl -sS -X " + method + " " + url + "/resources/v3alpha/users/" + Demo.ID + path + " -H " + credentials
                + " -H 'Content-Type: application/json' -d '" + body + "'";
    }
}

package dev.kith.boot;

import static java.util.stream.Collectors.joining;

import dev.kith.KithStartException;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.boot.providers.CloseStack;
import dev.kith.boot.providers.Default;
import dev.kith.core.Spans;
import dev.kith.defaults.LogNotifier;
import dev.kith.defaults.SecureRandomCodes;
import dev.kith.defaults.auth.AdministratorTokens;
import dev.kith.defaults.auth.AuthenticatorChain;
import dev.kith.defaults.auth.TokenVerifier;
import dev.kith.defaults.mail.HeloName;
import dev.kith.defaults.mail.MailNotifier;
import dev.kith.defaults.mail.MailServer;
import dev.kith.defaults.mail.MailServer.Login;
import dev.kith.defaults.mail.MailServer.Security;
import dev.kith.defaults.webhook.WebhookClient;
import dev.kith.defaults.webhook.WebhookEventListener;
import dev.kith.defaults.webhook.WebhookNotifier;
import dev.kith.defaults.webhook.WebhookTargets;
import dev.kith.jpa.JpaTokens;
import dev.kith.spi.Authenticator;
import dev.kith.spi.Authenticator.Identity;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.UserEventListener;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The default providers as configured. */
final class DefaultProviders {
    private static final Map<String, String> ALPHABETS = Map.of(
            "unambiguous", SecureRandomCodes.UNAMBIGUOUS,
            "upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "lower", "abcdefghijklmnopqrstuvwxyz",
            "digits", "0123456789",
            "symbols", "~!@#$^&*()_+`-={}|[]:<>?,./");

    private final ConfiguredSettings settings;
    private final BuilderOptions options;
    private final CloseStack closeStack;
    private final Spans spans;

    DefaultProviders(ConfiguredSettings settings, BuilderOptions options, CloseStack closeStack, Spans spans) {
        this.settings = settings;
        this.options = options;
        this.closeStack = closeStack;
        this.spans = spans;
    }

    /**
     * The webhook and mail if they are configured; otherwise the notifiers that the program passed as defaults,
     * otherwise the log. If one that is not configured is selected by name, the start fails and says what is missing.
     */
    List<Default<Notifier>> notifiers() {
        List<Default<Notifier>> configured = new ArrayList<>();
        List<Default<Notifier>> bare = new ArrayList<>();
        (settings.find(Setting.WEBHOOK_URL).isPresent() ? configured : bare)
                .add(new Default<>(
                        "webhook",
                        () -> new WebhookNotifier(
                                webhook(Setting.WEBHOOK_URL), settings.get(Setting.WEBHOOK_CHANNELS))));
        (settings.find(Setting.MAIL_HOST).isPresent() ? configured : bare).add(new Default<>("mail", this::mail));
        List<Default<Notifier>> notifiers = new ArrayList<>(configured);
        options.defaultNotifiers().forEach(notifier -> notifiers.add(new Default<>(notifier.name(), () -> notifier)));
        notifiers.add(new Default<>("log", LogNotifier::new));
        notifiers.addAll(bare);
        return notifiers;
    }

    private Notifier mail() {
        String host = settings.get(Setting.MAIL_HOST);
        String from = settings.get(Setting.MAIL_FROM);
        Security security = settings.get(Setting.MAIL_SECURITY);
        int port = settings.find(Setting.MAIL_PORT).orElseGet(security::usualPort);
        try {
            return closeStack.add(new MailNotifier(
                    new MailServer(host, port, security, helo(), login(), settings.get(Setting.MAIL_TIMEOUT)),
                    from,
                    options.running().clock()));
        } catch (IllegalArgumentException e) {
            throw new KithStartException("kith.mail.from cannot be used: " + e.getMessage() + ". Correct it.", e);
        } catch (LinkageError e) {
            throw new KithStartException(
                    "kith.mail.host is set, but this server has no Jakarta Mail (" + e.getMessage()
                            + "). Add org.eclipse.angus:angus-mail to the class path.",
                    e);
        }
    }

    /** The observers of the container if there are any, and the webhook if it is configured. */
    List<Default<UserEventListener>> eventListeners() {
        List<Default<UserEventListener>> listeners = new ArrayList<>();
        options.managed()
                .observers()
                .ifPresent(observers -> listeners.add(new Default<>(observers.name(), () -> observers)));
        if (settings.find(Setting.EVENTS_WEBHOOK_URL).isPresent()) {
            listeners.add(
                    new Default<>("webhook", () -> new WebhookEventListener(webhook(Setting.EVENTS_WEBHOOK_URL))));
        }
        return listeners;
    }

    private WebhookClient webhook(Setting<URI> url) {
        WebhookTargets targets =
                new WebhookTargets(settings.find(Setting.WEBHOOK_TARGETS).orElse(Set.of()));
        try {
            return new WebhookClient(
                    settings.get(url),
                    targets,
                    settings.get(Setting.WEBHOOK_KEYS),
                    settings.get(Setting.WEBHOOK_TIMEOUT),
                    options.running().clock(),
                    spans);
        } catch (IllegalArgumentException e) {
            throw new KithStartException(url.key() + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private @Nullable String helo() {
        return settings.find(Setting.MAIL_HELO)
                .or(() -> settings.find(Setting.PUBLIC_URL).flatMap(HeloName::of))
                .orElse(null);
    }

    private @Nullable Login login() {
        Optional<String> username = settings.find(Setting.MAIL_USERNAME);
        Optional<Path> token = settings.find(Setting.MAIL_TOKEN_FILE);
        if (token.isPresent() && settings.find(Setting.MAIL_PASSWORD).isPresent()) {
            throw new KithStartException(
                    "kith.mail.password and kith.mail.token-file are both set. Remove one of them.");
        }
        if (token.isPresent() && username.isEmpty()) {
            throw new KithStartException("kith.mail.token-file is set without kith.mail.username. Set that to the"
                    + " account that the token is for.");
        }
        return username.map(name -> token.isPresent()
                        ? new Login.WithToken(name, token.get())
                        : new Login.WithPassword(name, settings.get(Setting.MAIL_PASSWORD)))
                .orElse(null);
    }

    Default<CodeGenerator> codeGenerator() {
        String alphabet = Arrays.stream(settings.get(Setting.CODE_ALPHABET).split(","))
                .map(String::strip)
                .map(ALPHABETS::get)
                .collect(joining());
        return new Default<>(
                "secure-random",
                () -> new SecureRandomCodes(options.running().random(), alphabet, settings.get(Setting.CODE_LENGTH)));
    }

    Default<Authenticator> authenticator(JpaTokens tokens) {
        List<TokenVerifier> verifiers = new ArrayList<>();
        settings.find(Setting.ADMINISTRATOR_TOKEN_HASH)
                .ifPresent(hash -> verifiers.add(
                        AdministratorTokens.one(hash.toLowerCase(Locale.ROOT), "administrator", Set.of("IAM_OWNER"))));
        verifiers.add(new AdministratorTokens(hash -> holder(tokens, hash)));
        verifiers.addAll(options.verifiers());
        return new Default<>("default", () -> AuthenticatorChain.containerThenBearer(verifiers));
    }

    private static Optional<Identity> holder(JpaTokens tokens, String hash) {
        return tokens.find(hash).map(token -> Identity.of(token.subject(), token.roles()));
    }
}

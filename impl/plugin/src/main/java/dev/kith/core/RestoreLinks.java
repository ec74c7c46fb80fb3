package dev.kith.core;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.core.OutboxMessage.Sealed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links that undo the replacement of a verified contact. All that is to be known is sealed in the link itself, so that
 * nothing has to be stored until one is used.
 */
final class RestoreLinks {
    private static final String PAGE = "/ui/login/mail/undo?token=";
    private static final int MOST_CHARACTERS = 6_000;

    private final CoreSettings settings;
    private final DataProtector protector;

    RestoreLinks(CoreSettings settings, DataProtector protector) {
        this.settings = settings;
        this.protector = protector;
    }

    /**
     * A replacement that can be undone.
     *
     * @param id the notice about it
     * @param userId the user
     * @param userCreated when the user was created: a later user of the same id is another one
     * @param channel the contact
     * @param value the address or number that was replaced
     * @param made when it was replaced
     */
    record Undo(String id, String userId, Instant userCreated, ContactChannel channel, String value, Instant made) {
        /** Leaves the address out. */
        @Override
        public String toString() {
            return "Undo[" + id + "]";
        }
    }

    /** The link; {@code null} where no base of links is configured. */
    @Nullable
    String link(Undo undo) {
        return settings.optionalPublicUrl()
                .map(base -> base + PAGE + LinkTemplate.encode(token(undo)))
                .orElse(null);
    }

    private String token(Undo undo) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("id", new Json.Text(undo.id()));
        members.put("user", new Json.Text(undo.userId()));
        members.put("created", number(undo.userCreated()));
        members.put("channel", new Json.Text(undo.channel().name()));
        members.put("value", new Json.Text(undo.value()));
        members.put("made", number(undo.made()));
        Sealed sealed = protector.seal(JsonText.write(new Json.Obj(members)), purpose());
        return sealed.text() + "." + sealed.keyId();
    }

    /** What a token stands for; empty for a token that was not made here, or with a key that is not known any more. */
    Optional<Undo> read(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        return protector
                .open(new Sealed(token.substring(dot + 1), token.substring(0, dot)), purpose())
                .map(RestoreLinks::parse);
    }

    private static Undo parse(String text) {
        try {
            Json.Obj members = (Json.Obj) JsonText.read(text);
            return new Undo(
                    text(members, "id"),
                    text(members, "user"),
                    time(members, "created"),
                    ContactChannel.valueOf(text(members, "channel")),
                    text(members, "value"),
                    time(members, "made"));
        } catch (JsonText.Unreadable e) {
            throw new IllegalStateException("sealed link is unreadable", e);
        }
    }

    /** Binds the seal to this use and instance. */
    private String purpose() {
        return "undo " + settings.instanceId();
    }

    private static Json.Num number(Instant time) {
        return new Json.Num(BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, time)));
    }

    private static Instant time(Json.Obj members, String name) {
        Json number = members.get(name);
        if (!(number instanceof Json.Num micros)) {
            throw new IllegalStateException("sealed link has no " + name);
        }
        return Instant.EPOCH.plus(micros.value().longValueExact(), ChronoUnit.MICROS);
    }

    private static String text(Json.Obj members, String name) {
        Json text = members.get(name);
        if (!(text instanceof Json.Text words)) {
            throw new IllegalStateException("sealed link has no " + name);
        }
        return words.value();
    }
}

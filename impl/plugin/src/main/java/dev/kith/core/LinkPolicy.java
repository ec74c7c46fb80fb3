package dev.kith.core;

import dev.kith.api.Caller;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.Verification;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which links messages may carry (contract, ruling R8). Nothing of a request but its template has any influence; the base
 * of links is configuration.
 */
final class LinkPolicy {
    /** Twenty characters that take the most room when they are percent-encoded. */
    private static final String LONGEST_CODE = "\uD83D\uDE00".repeat(20);

    private static final String PAGE = "/ui/login/mail/verification";

    private final CoreSettings settings;
    private final AccessControl access;

    LinkPolicy(CoreSettings settings, AccessControl access) {
        this.settings = settings;
        this.access = access;
    }

    /**
     * What can be said about a template before the user is known: with an allow-list that is everything. Applications are
     * linked to where the operator has named them, and never without.
     */
    Optional<Problem> check(String userId, @Nullable Verification verification) {
        String template = template(verification);
        if (template == null) {
            return Optional.empty();
        }
        LinkTemplate.Reading reading = LinkTemplate.read(template);
        Optional<String> origin = reading.template().flatMap(known -> known.originFor(userId));
        return origin.filter(this::isAllowed).isPresent() ? Optional.empty() : refused(reading.refusal());
    }

    private boolean isAllowed(String origin) {
        return settings.allowedOrigins().isEmpty()
                ? LinkOrigin.isWeb(origin)
                : settings.allowedOrigins().contains(origin);
    }

    /**
     * What can be said once the user is known: with the longest code the link is still one, and without an allow-list
     * users who write for themselves alone name our own origin only.
     */
    Optional<Problem> check(Caller caller, User user, @Nullable Verification verification) {
        String template = template(verification);
        if (template == null) {
            return Optional.empty();
        }
        boolean fits = link(user, LONGEST_CODE, verification)
                .flatMap(LinkTemplate::origin)
                .isPresent();
        return fits ? checkOwn(caller, user, template) : refused(ProblemCode.TEMPLATE_REFUSED);
    }

    private Optional<Problem> checkOwn(Caller caller, User user, String template) {
        if (!settings.allowedOrigins().isEmpty() || !access.merelySelf(caller, user)) {
            return Optional.empty();
        }
        boolean own = LinkTemplate.read(template)
                .template()
                .flatMap(known -> known.originFor(user.id()))
                .filter(this::isOwnOrigin)
                .isPresent();
        return own ? Optional.empty() : refused(ProblemCode.TEMPLATE_REFUSED);
    }

    /** The link for a code; empty where no base of links is configured. */
    Optional<String> link(User user, String code, @Nullable Verification verification) {
        String template = template(verification);
        if (template != null) {
            return LinkTemplate.read(template)
                    .template()
                    .map(known -> known.render(user.id(), code, user.organization()));
        }
        return settings.optionalPublicUrl()
                .map(base -> base + PAGE + "?userID=" + LinkTemplate.encode(user.id())
                        + "&code=" + LinkTemplate.encode(code)
                        + "&orgID=" + LinkTemplate.encode(user.organization())
                        + "&authRequestID=");
    }

    private boolean isOwnOrigin(String origin) {
        return settings.optionalPublicUrl()
                .flatMap(base -> LinkTemplate.origin(base.toString()))
                .filter(origin::equals)
                .isPresent();
    }

    private static @Nullable String template(@Nullable Verification verification) {
        return verification instanceof Verification.SendCode send ? send.urlTemplate() : null;
    }

    private static Optional<Problem> refused(ProblemCode code) {
        return Optional.of(Problem.of(code));
    }
}

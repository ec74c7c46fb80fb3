package dev.kith.transport;

import dev.kith.api.Caller;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Operation;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.spi.Authenticator;
import java.security.Principal;
import java.util.Optional;

/**
 * Decides by the head of a request whether it is admitted, before anything of its body is read: first whether its query
 * addresses this instance, then who calls and whether that caller has made too many requests, then whether the organization of its organization header exists. No request is
 * admitted without an answer of the {@link Authenticator} (contract, section 6.1; contract, ruling R60).
 *
 * <p>Safe for several threads.
 */
public final class RequestAdmission {
    /** The header (metadata in gRPC) that names an organization. */
    public static final String ORGANIZATION_HEADER = "x-zitadel-orgid";

    private final InstanceAdmission instance;
    private final Authenticator authenticator;
    private final CorsPolicy cors;
    private final BodyBudget bodies;
    private final RequestRate rate;

    /**
     * Admission to an instance.
     *
     * @param instance the instance
     * @param authenticator identifies the caller
     * @param cors the browser origins that may call
     * @param bodies the memory for the bodies of requests that are admitted
     * @param rate how many requests each caller may make
     */
    public RequestAdmission(
            InstanceAdmission instance,
            Authenticator authenticator,
            CorsPolicy cors,
            BodyBudget bodies,
            RequestRate rate) {
        this.instance = instance;
        this.authenticator = authenticator;
        this.cors = cors;
        this.bodies = bodies;
        this.rate = rate;
    }

    /**
     * Admits or rejects a request by its head. A request whose instance is in its body is asked for it by {@link #elsewhere}.
     *
     * @param operation the call
     * @param named how the request's query names an instance
     * @param head the request's head
     * @return the caller, or the refusal
     */
    public Decision admit(Operation operation, Selector named, RequestHead head) {
        Optional<ErrorResponse> elsewhere = elsewhere(operation, named);
        if (elsewhere.isPresent()) {
            return new Decision.Rejected(elsewhere.get());
        }
        Decision decision = authenticate(head);
        if (decision instanceof Decision.Admitted admitted) {
            Optional<ErrorResponse> tooMany = rate.count(admitted.caller());
            if (tooMany.isPresent()) {
                return new Decision.Rejected(tooMany.get());
            }
            Optional<Problem> unknown = organization(head).flatMap(instance::admitOrganization);
            if (unknown.isPresent()) {
                return new Decision.Rejected(ProblemTable.answer(operation, unknown.get()));
            }
        }
        return decision;
    }

    /**
     * Returns the refusal of a request that is meant for another instance.
     *
     * @param operation the call
     * @param named how the request names an instance
     * @return the refusal; empty if the request is meant for this instance
     */
    public Optional<ErrorResponse> elsewhere(Operation operation, Selector named) {
        return instance.admit(named).map(problem -> ProblemTable.answer(operation, problem));
    }

    /**
     * Returns the memory for bodies.
     *
     * @return the budget of all bodies
     */
    public BodyBudget bodies() {
        return bodies;
    }

    /**
     * Returns the limit of requests.
     *
     * @return the limit
     */
    public RequestRate rate() {
        return rate;
    }

    private Decision authenticate(RequestHead head) {
        Authorization authorization = Authorization.of(head);
        Authenticator.Answer answer = authenticator.authenticate(new HeadCredentials(head, authorization));
        if (answer instanceof Authenticator.Answer.Known known) {
            return isSentByForeignPage(head, authorization)
                    ? new Decision.Rejected(ORIGIN_NOT_ALLOWED)
                    : admitted(known.identity());
        }
        if (answer instanceof Authenticator.Answer.Invalid || authorization instanceof Authorization.Bearer) {
            return new Decision.Rejected(TOKEN_INVALID, "Bearer error=\"invalid_token\"");
        }
        return new Decision.Rejected(
                authorization instanceof Authorization.Missing ? HEADER_MISSING : HEADER_INVALID, "Bearer");
    }

    private static final ErrorResponse HEADER_MISSING =
            ErrorResponse.plain(GrpcStatus.UNAUTHENTICATED, "auth header missing");
    private static final ErrorResponse HEADER_INVALID =
            ErrorResponse.domain(GrpcStatus.UNAUTHENTICATED, "AUTH-toLo1", "invalid auth header");
    private static final ErrorResponse TOKEN_INVALID =
            ErrorResponse.domain(GrpcStatus.UNAUTHENTICATED, "AUTH-7fs1e", "Errors.Token.Invalid");
    private static final ErrorResponse ORIGIN_NOT_ALLOWED =
            ErrorResponse.domain(GrpcStatus.PERMISSION_DENIED, "AUTH-DZG21", "Errors.OriginNotAllowed");

    private static Decision admitted(Authenticator.Identity identity) {
        return new Decision.Admitted(new Caller(identity.subject(), identity.roles(), identity.names()));
    }

    /**
     * Whether a browser sends the request for a page of another site with credentials that it keeps for ours (a session cookie,
     * a client certificate) and that the page does not have. A bearer token is known to the page that sends it.
     */
    private boolean isSentByForeignPage(RequestHead head, Authorization authorization) {
        boolean foreign = first(head, "sec-fetch-site")
                .filter(site -> site.equals("cross-site") || site.equals("same-site"))
                .isPresent();
        return foreign
                && !(authorization instanceof Authorization.Bearer)
                && first(head, "origin").filter(cors::allowsCredentials).isEmpty();
    }

    private static Optional<String> organization(RequestHead head) {
        return first(head, ORGANIZATION_HEADER).filter(id -> !id.isEmpty());
    }

    private static Optional<String> first(RequestHead head, String name) {
        return head.headers(name).stream().findFirst();
    }

    /** The decision about a request. */
    public sealed interface Decision {
        /**
         * The request is admitted.
         *
         * @param caller who calls
         */
        record Admitted(Caller caller) implements Decision {}

        /**
         * The request is rejected.
         *
         * @param answer the answer
         * @param challenge the value of {@code WWW-Authenticate}, if the caller is unknown
         */
        record Rejected(ErrorResponse answer, Optional<String> challenge) implements Decision {
            Rejected(ErrorResponse answer) {
                this(answer, Optional.empty());
            }

            Rejected(ErrorResponse answer, String challenge) {
                this(answer, Optional.of(challenge));
            }
        }
    }

    /** The head of a request as authenticators see it. */
    private record HeadCredentials(RequestHead head, Authorization authorization) implements Authenticator.Credentials {
        @Override
        public Optional<String> bearerToken() {
            return authorization instanceof Authorization.Bearer bearer
                    ? Optional.of(bearer.token())
                    : Optional.empty();
        }

        @Override
        public Optional<Principal> principal() {
            return head.principal();
        }

        @Override
        public boolean inRole(String role) {
            return head.inRole(role);
        }

        @Override
        public Optional<String> header(String name) {
            return first(head, name);
        }
    }
}

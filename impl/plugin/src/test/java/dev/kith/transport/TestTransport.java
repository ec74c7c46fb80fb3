package dev.kith.transport;

import dev.kith.api.ContactRestoration;
import dev.kith.api.EmailLinks;
import dev.kith.api.InstanceAdmission;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions.Selector;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserAccounts;
import dev.kith.api.schemas.UserSchemaService;
import dev.kith.api.search.UserSearch;
import dev.kith.delivery.text.MessageTexts;
import dev.kith.delivery.text.PageWords;
import dev.kith.spi.Authenticator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the transports are given in tests: one instance, a few tokens, and links that are all unknown. */
public final class TestTransport {
    private TestTransport() {}

    public static final ContactRestoration NO_RESTORATION = new ContactRestoration() {
        @Override
        public Outcome<String> look(String token) {
            return Outcome.refused(ProblemCode.CODE_INVALID);
        }

        @Override
        public Outcome<String> restore(String token) {
            return Outcome.refused(ProblemCode.CODE_INVALID);
        }
    };

    public static final EmailLinks NO_LINKS = new EmailLinks() {
        @Override
        public Outcome<String> look(Link link) {
            return Outcome.refused(ProblemCode.USER_NOT_FOUND);
        }

        @Override
        public Outcome<String> redeem(Link link) {
            return Outcome.refused(ProblemCode.USER_NOT_FOUND);
        }
    };

    public static TransportContext context(UserAccounts accounts, CorsPolicy cors, BinaryCalls binary, Clock clock) {
        return context(accounts, NO_LINKS, NO_RESTORATION, cors, binary, clock);
    }

    public static TransportContext context(
            UserAccounts accounts,
            EmailLinks links,
            ContactRestoration restoration,
            CorsPolicy cors,
            BinaryCalls binary,
            Clock clock) {
        RequestAdmission admission = admission(new OneInstance(), cors);
        return new TransportContext(
                accounts,
                search(accounts),
                new RecordingSchemas(),
                pages(links, restoration),
                admission,
                cors,
                binary,
                CallObserver.NONE,
                clock);
    }

    public static TransportContext context(
            UserAccounts accounts, BodyBudget bodies, Function<RequestAdmission, BinaryCalls> binary) {
        RequestAdmission admission = new RequestAdmission(
                new OneInstance(), new FixedTokens(), CorsPolicy.CLOSED, bodies, RequestRate.UNLIMITED);
        return new TransportContext(
                accounts,
                search(accounts),
                new RecordingSchemas(),
                pages(NO_LINKS, NO_RESTORATION),
                admission,
                CorsPolicy.CLOSED,
                binary.apply(admission),
                CallObserver.NONE,
                Clock.systemUTC());
    }

    /** With schemas that a test looks at, and with gRPC-Web on REST paths. */
    public static TransportContext context(
            UserAccounts accounts, UserSchemaService schemas, Function<RequestAdmission, BinaryCalls> binary) {
        RequestAdmission admission = admission(new OneInstance(), CorsPolicy.CLOSED);
        return new TransportContext(
                accounts,
                search(accounts),
                schemas,
                pages(NO_LINKS, NO_RESTORATION),
                admission,
                CorsPolicy.CLOSED,
                binary.apply(admission),
                CallObserver.NONE,
                Clock.systemUTC());
    }

    /** The same object where it searches as well. */
    private static UserSearch search(UserAccounts accounts) {
        return accounts instanceof UserSearch search ? search : new RecordingAccounts();
    }

    /** Pages that say what they say in Kith. */
    public static LinkPages pages(EmailLinks links, ContactRestoration restoration) {
        MessageTexts texts = MessageTexts.shipped();
        return new LinkPages(links, restoration, languages -> {
            PageWords words = texts.pages(languages);
            return new PageTexts.PageText(words.language(), words.words());
        });
    }

    public static RequestAdmission admission(InstanceAdmission instance, CorsPolicy cors) {
        return new RequestAdmission(instance, new FixedTokens(), cors, roomyBodies(), RequestRate.UNLIMITED);
    }

    /** A budget that no test uses up, and that has all the time that there is. */
    public static BodyBudget roomyBodies() {
        return new BodyBudget(1L << 40, Duration.ofHours(1), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    /** Instance {@code default} with organizations {@code org1} and {@code org2}. */
    private static final class OneInstance implements InstanceAdmission {
        @Override
        public Optional<Problem> admit(Selector named) {
            return named instanceof Selector.Id id && !List.of("", "default").contains(id.id())
                    ? Optional.of(Problem.of(
                            ProblemCode.INSTANCE_UNKNOWN, "unable to set instance using id " + id.id() + ": unknown"))
                    : Optional.empty();
        }

        @Override
        public Optional<Problem> admitOrganization(String organizationId) {
            return List.of("org1", "org2").contains(organizationId)
                    ? Optional.empty()
                    : Optional.of(Problem.of(ProblemCode.ORGANIZATION_UNKNOWN));
        }
    }

    /** The token {@code admin} is that of the administrator {@code root}, {@code as-X} that of X, who has no role. */
    private static final class FixedTokens implements Authenticator {
        @Override
        public String name() {
            return "tests";
        }

        @Override
        public Answer authenticate(Credentials credentials) {
            return credentials.bearerToken().map(FixedTokens::known).orElseGet(Answer.Nobody::new);
        }

        private static Answer known(String token) {
            if (token.startsWith("as-")) {
                return new Answer.Known(new Identity(token.substring(3), role -> false, null));
            }
            return token.equals("admin")
                    ? new Answer.Known(new Identity("root", "IAM_OWNER"::equals, null))
                    : new Answer.Invalid();
        }
    }
}

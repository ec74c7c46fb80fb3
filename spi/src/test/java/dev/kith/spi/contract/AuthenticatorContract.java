package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Authenticator;
import dev.kith.spi.Authenticator.Answer;
import dev.kith.spi.Authenticator.Credentials;
import dev.kith.spi.Authenticator.Identity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link Authenticator}. */
public abstract class AuthenticatorContract {
    private static final String CANARY = "kanary-token-4711";

    /** To be extended. */
    protected AuthenticatorContract() {}

    /**
     * The authenticator. Called once or more for each test.
     *
     * @return the authenticator
     */
    protected abstract Authenticator authenticator();

    /**
     * Valid credentials.
     *
     * @return the credentials of such a request
     */
    protected abstract Credentials good();

    /**
     * The subject of the {@link #good} credentials.
     *
     * @return the subject
     */
    protected abstract String subject();

    @Test
    void its_name_is_short_and_always_the_same() {
        Promises.nameIsShortAndAlwaysTheSame(authenticator()::name);
    }

    @Test
    void it_knows_who_brings_good_credentials() {
        assertThat(authenticator().authenticate(good()))
                .isInstanceOfSatisfying(
                        Answer.Known.class,
                        known -> assertThat(known.identity().subject()).isEqualTo(subject()));
    }

    @Test
    void any_request_may_come_again() {
        Authenticator authenticator = authenticator();
        for (int i = 0; i < 10; i++) {
            assertThat(authenticator.authenticate(good())).isInstanceOf(Answer.Known.class);
            assertThat(authenticator.authenticate(RequestCredentials.NONE)).isInstanceOf(Answer.Nobody.class);
        }
    }

    @Test
    void it_knows_nobody_where_a_request_brings_nothing() {
        assertThat(authenticator().authenticate(RequestCredentials.NONE)).isInstanceOf(Answer.Nobody.class);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void it_lets_nobody_in_who_brings_nonsense(String token) {
        assertThat(authenticator().authenticate(RequestCredentials.bearer(token)))
                .isNotNull()
                .isNotInstanceOf(Answer.Known.class);
    }

    @Test
    void it_gives_no_role_that_nobody_has_granted() {
        Identity identity = identity(authenticator().authenticate(good()));

        assertThat(Stream.concat(Stream.of("NO_SUCH_ROLE", "IAM_OWNER@", "@"), hostileTexts()))
                .allSatisfy(role -> assertThat(identity.roles().test(role)).isFalse());
    }

    @Test
    void a_role_asked_for_twice_has_the_same_answer() {
        Identity identity = identity(authenticator().authenticate(good()));

        for (String role : List.of("IAM_OWNER", "ORG_OWNER@o1", "ORG_OWNER")) {
            assertThat(identity.roles().test(role)).isEqualTo(identity.roles().test(role));
        }
    }

    @Test
    void callers_at_the_same_time_are_not_mixed_up() throws Exception {
        Authenticator authenticator = authenticator();

        List<Boolean> right = Promises.together(50, i -> () -> {
            boolean known = i % 2 == 0;
            Answer answer = authenticator.authenticate(known ? good() : RequestCredentials.bearer(CANARY + i));
            return known == answer instanceof Answer.Known;
        });

        assertThat(right).containsOnly(true);
    }

    @Test
    void tokens_are_neither_logged_nor_shown() throws Exception {
        Authenticator authenticator = authenticator();
        Answer[] answer = new Answer[1];
        String logged =
                Promises.loggedDuring(() -> answer[0] = authenticator.authenticate(RequestCredentials.bearer(CANARY)));

        assertThat(logged).doesNotContain(CANARY);
        assertThat(answer[0].toString()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void headers_of_any_kind_let_nobody_in(String text) {
        Credentials strange = new RequestCredentials(
                null, null, Set.of(), Map.of("authorization", text, "x-forwarded-user", text, "x-remote-user", text));

        assertThat(authenticator().authenticate(strange)).isNotNull().isNotInstanceOf(Answer.Known.class);
    }

    /**
     * Tokens and roles that trip up programs.
     *
     * @return the texts
     */
    protected static Stream<String> hostileTexts() {
        return Promises.hostileTexts();
    }

    private static Identity identity(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Known.class);
        return ((Answer.Known) answer).identity();
    }
}

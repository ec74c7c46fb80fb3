package dev.kith.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keycloak.representations.AccessToken;

class TokenAudienceTest {
    private final TokenAudience usual = TokenAudience.of("kith");

    @Test
    void a_token_of_another_client_does_not_count() {
        AccessToken token = new AccessToken();
        assertThat(usual.includes(token)).isFalse();

        token.audience("account", "other").issuedFor("kith");
        token.setRealmAccess(new AccessToken.Access().addRole("IAM_OWNER"));
        token.addAccess("other").addRole("kith");
        token.addAccess("kith");
        assertThat(usual.includes(token)).isFalse();
    }

    @Test
    void a_token_counts_by_its_audience_or_by_a_role_of_the_client() {
        AccessToken meant = new AccessToken();
        meant.audience("account", "kith");
        AccessToken holder = new AccessToken();
        holder.addAccess("kith").addRole("ORG_OWNER@one");

        assertThat(usual.includes(meant)).isTrue();
        assertThat(usual.includes(holder)).isTrue();
    }

    @Test
    void other_audiences_can_be_allowed_and_the_check_be_switched_off() {
        AccessToken token = new AccessToken();
        token.audience("portal");

        assertThat(TokenAudience.of("kith, portal").includes(token)).isTrue();
        assertThat(TokenAudience.of("kith,other").includes(token)).isFalse();
        assertThat(TokenAudience.of("*").includes(new AccessToken())).isTrue();
    }
}

package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kith.spi.OrganizationDirectory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link OrganizationDirectory}. */
public abstract class OrganizationDirectoryContract {
    /** To be extended. */
    protected OrganizationDirectoryContract() {}

    /**
     * The directory. Called once or more for each test.
     *
     * @return the directory
     */
    protected abstract OrganizationDirectory directory();

    /**
     * An organization that exists in the directory.
     *
     * @return its id
     */
    protected abstract String organization();

    /**
     * A domain of {@link #organization}.
     *
     * @return the domain; empty if the directory has no domains
     */
    protected Optional<String> domain() {
        return Optional.empty();
    }

    @Test
    void its_name_is_short_and_always_the_same() {
        Promises.nameIsShortAndAlwaysTheSame(directory()::name);
    }

    @Test
    void it_knows_an_organization_again_and_again() {
        OrganizationDirectory directory = directory();
        for (int i = 0; i < 10; i++) {
            assertThat(directory.exists(organization())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void it_does_not_know_what_does_not_exist(String unknown) {
        assertThat(directory().exists(unknown)).isFalse();
        assertThat(directory().byDomain(unknown)).isEmpty();
    }

    @Test
    void ids_are_compared_exactly() {
        assertThat(directory().exists(organization() + " ")).isFalse();
        assertThat(directory().exists(organization() + "\u0000")).isFalse();
    }

    @Test
    void it_finds_the_owner_of_a_domain() {
        String domain = offeredDomain();

        assertThat(directory().byDomain(domain)).contains(organization());
        assertThat(directory().exists(directory().byDomain(domain).orElseThrow()))
                .isTrue();
    }

    @Test
    void domains_are_compared_without_regard_to_case() {
        String domain = offeredDomain();

        assertThat(directory().byDomain(domain.toUpperCase(Locale.ROOT))).contains(organization());
        assertThat(directory().byDomain(domain.toLowerCase(Locale.ROOT))).contains(organization());
    }

    @Test
    void a_domain_inside_another_one_is_not_that_one() {
        String domain = offeredDomain();

        assertThat(directory().byDomain("sub." + domain)).isEmpty();
        assertThat(directory().byDomain(domain + ".example")).isEmpty();
        assertThat(directory().byDomain(domain.substring(1))).isEmpty();
    }

    @Test
    void one_instance_serves_several_calls_at_a_time() throws Exception {
        OrganizationDirectory directory = directory();
        List<Boolean> right = Promises.together(
                50, i -> () -> directory.exists(i % 2 == 0 ? organization() : "unknown-" + i) == (i % 2 == 0));

        assertThat(right).containsOnly(true);
    }

    @Test
    void it_answers_without_waiting() {
        OrganizationDirectory directory = directory();

        Promises.answersFast(() -> directory.exists(organization()));
        Promises.answersFast(() -> directory.byDomain("no-such-domain.example"));
    }

    /**
     * Ids and domains that exist in no directory.
     *
     * @return the texts
     */
    protected static Stream<String> unknown() {
        return Stream.concat(Stream.of("no-such-organization", "%", "*"), Promises.hostileTexts());
    }

    private String offeredDomain() {
        assumeTrue(domain().isPresent(), "the directory has no domains");
        return domain().orElseThrow();
    }
}

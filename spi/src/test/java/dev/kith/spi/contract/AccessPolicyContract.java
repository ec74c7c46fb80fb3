package dev.kith.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.AccessPolicy;
import dev.kith.spi.AccessPolicy.Permission;
import dev.kith.spi.AccessPolicy.SchemaPermission;
import dev.kith.spi.AccessPolicy.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises of {@link AccessPolicy}. */
public abstract class AccessPolicyContract {
    /** To be extended. */
    protected AccessPolicyContract() {}

    /**
     * The policy. Called once or more for each test.
     *
     * @return the policy
     */
    protected abstract AccessPolicy policy();

    /**
     * A caller who may do everything in the whole instance.
     *
     * @return the caller
     */
    protected abstract Subject administrator();

    /**
     * A caller who may write users of one organization, and of no other.
     *
     * @param organizationId the organization
     * @return the caller
     */
    protected abstract Subject administratorOf(String organizationId);

    @Test
    void its_name_is_short_and_always_the_same() {
        Promises.nameIsShortAndAlwaysTheSame(policy()::name);
    }

    @ParameterizedTest
    @EnumSource
    void who_holds_no_role_may_do_nothing(Permission permission) {
        AccessPolicy policy = policy();
        Subject nobody = new Subject("nobody", Set.<String>of()::contains);

        assertThat(policy.permits(nobody, permission, null)).isFalse();
        assertThat(Promises.hostileTexts())
                .allSatisfy(organization -> assertThat(policy.permits(nobody, permission, organization))
                        .isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void schemas_are_nothing_for_those_who_hold_no_role_or_one_of_an_organization(SchemaPermission permission) {
        AccessPolicy policy = policy();
        Subject nobody = new Subject("nobody", Set.<String>of()::contains);

        assertThat(policy.permitsSchemas(nobody, permission)).isFalse();
        assertThat(policy.permitsSchemas(administratorOf("o1"), permission)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void who_may_do_something_in_the_instance_may_do_it_in_every_organization(Permission permission) {
        AccessPolicy policy = policy();

        assertThat(policy.permits(administrator(), permission, null)).isTrue();
        assertThat(Stream.of("o1", "another", "123456789"))
                .allSatisfy(organization -> assertThat(policy.permits(administrator(), permission, organization))
                        .isTrue());
    }

    @Test
    void who_may_write_in_one_organization_may_not_elsewhere() {
        AccessPolicy policy = policy();
        Subject subject = administratorOf("o1");

        assertThat(policy.permits(subject, Permission.USER_WRITE, "o1")).isTrue();
        assertThat(policy.permits(subject, Permission.USER_WRITE, null)).isFalse();
        assertThat(policy.permits(subject, Permission.USER_WRITE, "o2")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("similarOrganizations")
    void an_organization_with_a_similar_id_is_another_one(String similar) {
        assertThat(policy().permits(administratorOf("o1"), Permission.USER_WRITE, similar))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_permitted_somewhere_is_not_denied_everywhere(Permission permission) {
        AccessPolicy policy = policy();
        Subject nobody = new Subject("nobody", Set.<String>of()::contains, Set.of());

        for (Subject subject : List.of(administrator(), administratorOf("o1"), administratorOf("another"), nobody)) {
            boolean somewhere = Stream.of(null, "o1", "another")
                    .anyMatch(organization -> policy.permits(subject, permission, organization));
            assertThat(policy.mayAnywhere(subject, permission) || !somewhere).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_organizations_that_are_named_are_those_in_which_it_is_permitted(Permission permission) {
        AccessPolicy policy = policy();

        for (Subject subject : List.of(administratorOf("o1"), administratorOf("another"))) {
            policy.organizations(subject, permission)
                    .ifPresent(named -> assertThat(Stream.concat(named.stream(), Stream.of("o1", "another"))
                                    .distinct()
                                    .filter(organization -> policy.permits(subject, permission, organization)))
                            .containsExactlyInAnyOrderElementsOf(named));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_question_has_the_same_answer(Permission permission) throws Exception {
        AccessPolicy policy = policy();
        Subject subject = administratorOf("o1");
        boolean first = policy.permits(subject, permission, "o1");

        List<Boolean> answers = Promises.together(50, i -> () -> policy.permits(subject, permission, "o1"));

        assertThat(answers).containsOnly(first);
    }

    @Test
    void it_answers_without_waiting() {
        AccessPolicy policy = policy();
        Subject subject = administratorOf("o1");

        Promises.answersFast(() -> policy.permits(subject, Permission.USER_WRITE, "o1"));
    }

    /**
     * Ids that must not be mistaken for {@code o1}.
     *
     * @return the ids
     */
    protected static Stream<String> similarOrganizations() {
        return Stream.of("", " ", "O1", "o1 ", " o1", "o1\r\n", "o", "o11", "o1@o1", "*", "%", "o1\u200B", "\uFF4F1");
    }
}

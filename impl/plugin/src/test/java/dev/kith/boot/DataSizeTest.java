package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.api.Caller;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser;
import dev.kith.api.PatchUser.Change.JsonPatch.Op;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Preconditions;
import dev.kith.api.Problem;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.UserRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** An operator may want data to be smaller than it may be. */
class DataSizeTest {
    private static final Caller ADMINISTRATOR = Caller.of("admin", Set.of("IAM_OWNER"));

    private final JdbcDataSource database = new JdbcDataSource();

    DataSizeTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void data_may_not_become_larger_than_the_operator_allows() {
        try (Kith kith = start("2KiB")) {
            Dora.join(kith);

            assertThat(patch(kith, merge("first", 1_500))).isInstanceOf(Outcome.Done.class);
            requireTooLarge(patch(kith, merge("second", 1_500)));
            requireTooLarge(patch(kith, step("second", 1_500)));
            assertThat(patch(kith, step("second", 200))).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void what_is_larger_already_stays_until_a_patch_changes_it() {
        try (Kith before = start("4MiB")) {
            Dora.join(before);
            assertThat(patch(before, merge("first", 5_000))).isInstanceOf(Outcome.Done.class);
        }
        try (Kith kith = start("2KiB")) {
            assertThat(kith.userAccounts()
                            .get(ADMINISTRATOR, new UserRef(Preconditions.inOrganization("default"), "u1")))
                    .isInstanceOf(Outcome.Done.class);
            requireTooLarge(patch(kith, merge("second", 1)));
            assertThat(patch(kith, merge("first", 1))).isInstanceOf(Outcome.Done.class);
        }
    }

    private Kith start(String size) {
        return Kith.builder()
                .dataSource(database)
                .deliver(false)
                .setting("kith.user-data.size", size)
                .start();
    }

    private static void requireTooLarge(Outcome<Receipt> outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(ProblemCode.DATA_INVALID);
            assertThat(refused.problem().violations())
                    .extracting(Problem.Violation::reason)
                    .containsExactly("LIMIT");
        });
    }

    private static PatchUser.Change merge(String name, int length) {
        return new PatchUser.Change.MergePatch(new Json.Obj(Map.of("data", new Json.Obj(Map.of(name, text(length))))));
    }

    private static PatchUser.Change step(String name, int length) {
        return new PatchUser.Change.JsonPatch(List.of(new Step(Op.ADD, "/data/" + name, null, text(length))));
    }

    private static Json text(int length) {
        return new Json.Text("x".repeat(length));
    }

    private static Outcome<Receipt> patch(Kith kith, PatchUser.Change change) {
        return kith.userAccounts()
                .patch(ADMINISTRATOR, new PatchUser(Preconditions.inOrganization("default"), "u1", change));
    }
}

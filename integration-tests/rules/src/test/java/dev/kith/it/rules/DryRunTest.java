package dev.kith.it.rules;

import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.CreateUser;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserRef;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.PatchUserSchema.SchemaChange;
import dev.kith.api.schemas.SchemaImpact;
import dev.kith.api.schemas.SchemaImpact.Sample;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.schemas.UserSchemaView;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dry runs of changes to schemas, with users in the database (contract, rulings R43 and R44). */
class DryRunTest {
    private static final Json.Obj LOOSE = object("{\"type\": \"object\"}");
    private static final Json.Obj STRICT = object("{\"type\": \"object\", \"required\": [\"name\"]}");

    private final Fixture fixture = new Fixture();
    private final String schema = Objects.requireNonNull(
                    done(create("guest", LOOSE, false)).details())
            .id();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void users_in_every_state_are_judged_and_deleted_ones_and_those_of_others_are_not() {
        user("a-fits", "{\"name\": \"Ada\"}");
        user("b-active", "{}");
        user("c-inactive", "{}");
        user("d-locked", "{}");
        user("e-deleted", "{}");
        fixture.user("{}");
        done(fixture.accounts.deactivate(ADMIN, new UserRef(Preconditions.NONE, "c-inactive")));
        done(fixture.accounts.lock(ADMIN, new UserRef(Preconditions.NONE, "d-locked")));
        done(fixture.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, "e-deleted")));

        SchemaImpact impact = impact(patch(STRICT, true));

        assertThat(impact.revision()).isEqualTo(2);
        assertThat(impact.checked()).isEqualTo(4);
        assertThat(impact.samples()).extracting(Sample::userId).containsExactly("b-active", "c-inactive", "d-locked");
        assertThat(impact.complete()).isTrue();
    }

    @Test
    void nothing_is_stored_and_the_details_are_those_of_the_schema_as_it_is() {
        user("a", "{}");
        UserSchemaView before = view();

        SchemaReceipt receipt = done(patch(STRICT, true));

        assertThat(receipt.details()).isEqualTo(before.details());
        assertThat(receipt.version()).isNull();
        assertThat(view()).isEqualTo(before);
        done(fixture.patchData(ADMIN, "a", "{\"other\": 1}"));
    }

    @Test
    void an_empty_one_tells_who_no_longer_fits_the_newest_revision() {
        user("a", "{}");
        done(patch(STRICT, false));
        user("b", "{\"name\": \"Bea\"}");

        SchemaImpact impact = impact(patch(null, true));

        assertThat(impact.revision()).isEqualTo(2);
        assertThat(impact.checked()).isEqualTo(2);
        assertThat(impact.samples()).extracting(Sample::userId).containsExactly("a");
    }

    @Test
    void every_check_is_made_as_for_the_real_change() {
        done(create("staff", LOOSE, false));

        assertThat(Fixture.refusal(create("Staff", LOOSE, true))).isEqualTo(ProblemCode.SCHEMA_EXISTS);
        assertThat(Fixture.refusal(create("other", object("{\"type\": 7}"), true)))
                .isEqualTo(ProblemCode.SCHEMA_INVALID);
        done(fixture.schemaService.deactivate(ADMIN, new SchemaRef(Preconditions.NONE, schema)));
        assertThat(Fixture.refusal(patch(STRICT, true))).isEqualTo(ProblemCode.SCHEMA_INACTIVE);
        assertThat(Fixture.refusal(fixture.schemaService.patch(
                        Fixture.VIEWER,
                        new PatchUserSchema(dryRun(true), schema, new SchemaChange(null, STRICT, List.of())))))
                .isEqualTo(ProblemCode.PERMISSION_DENIED);
    }

    @Test
    void a_schema_that_would_be_new_has_no_users_and_no_details_and_its_type_stays_free() {
        SchemaReceipt receipt = done(create("staff", STRICT, true));

        assertThat(receipt.details()).isNull();
        assertThat(receipt.impact()).isEqualTo(new SchemaImpact(1, 0, 0, 0, true, List.of()));
        done(create("staff", STRICT, false));
    }

    private Outcome<SchemaReceipt> create(String type, Json.Obj document, boolean dryRun) {
        return fixture.schemaService.create(
                ADMIN, new CreateUserSchema(dryRun(dryRun), new CreateUserSchema.NewSchema(type, document, List.of())));
    }

    private Outcome<SchemaReceipt> patch(Json.@Nullable Obj document, boolean dryRun) {
        return fixture.schemaService.patch(
                ADMIN, new PatchUserSchema(dryRun(dryRun), schema, new SchemaChange(null, document, List.of())));
    }

    private static Preconditions dryRun(boolean dryRun) {
        return dryRun ? Preconditions.NONE.with(CallOptions.DRY_RUN) : Preconditions.NONE;
    }

    private static SchemaImpact impact(Outcome<SchemaReceipt> outcome) {
        return Objects.requireNonNull(done(outcome).impact());
    }

    private UserSchemaView view() {
        return done(fixture.schemaService.get(ADMIN, new SchemaRef(Preconditions.NONE, schema)));
    }

    private void user(String id, String data) {
        done(fixture.accounts.create(
                ADMIN,
                new CreateUser(
                        Preconditions.inOrganization(Fixture.HOME),
                        new CreateUser.NewUser(schema, object(data), null, id))));
    }
}

package dev.kith.it.rules;

import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.STRANGER;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.Preconditions.CallOptions;
import dev.kith.api.Preconditions.IdempotencyKey;
import dev.kith.api.ProblemCode;
import dev.kith.api.UserRef;
import dev.kith.api.Verification;
import dev.kith.api.schemas.CreateUserSchema;
import dev.kith.api.schemas.PatchUserSchema;
import dev.kith.api.schemas.PatchUserSchema.SchemaChange;
import dev.kith.api.schemas.SchemaReceipt;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.core.AuditEntry;
import dev.kith.core.CoreSettings;
import dev.kith.core.OutboxMessage;
import dev.kith.it.engines.Engine;
import dev.kith.spi.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the audit says of a call: who, how, where and for which request, and never a value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification RETURN = new Verification.ReturnCode();

    private final Fixture fixture = new Fixture(
            Fixture.announcing(
                    new CoreSettings.Announcements(Set.of(), CoreSettings.UndoPolicy.ALWAYS, Duration.ofDays(7), true)),
            Engine.H2_MEMORY.freshDatabase());
    private final Logger logger = Logger.getLogger("dev.kith.audit");
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        lines.heard.clear();
        logger.addHandler(lines);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(lines);
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void an_event_names_actor_operation_fields_and_request() {
        String id = fresh();

        RequestId.Binding binding = new RequestId("r-1").bind();
        try {
            done(fixture.patchData(ADMIN, id, "{\"name\":\"canary\"}"));
        } finally {
            binding.close();
        }

        assertThat(entry()).isEqualTo(new AuditEntry("admin", "PATCH_USER", List.of("/data/name"), "r-1"));
        assertThat(lines.heard)
                .containsExactly("audit=change operation=PATCH_USER actor=\"admin\" organization=\"home\" user=\"" + id
                        + "\" version=2 changes=[DATA_CHANGED] fields=[\"/data/name\"] request=r-1");
    }

    @Test
    void each_operation_is_called_by_its_name() {
        String id = fresh();

        String code = Objects.requireNonNull(
                done(fixture.setEmail(ADMIN, id, "canary@home.example", RETURN)).emailCode());
        assertThat(entry()).isEqualTo(entry("admin", "SET_CONTACT_EMAIL", "/contact/email/address"));
        done(fixture.verifyEmail(self(id), id, code));
        assertThat(entry()).isEqualTo(entry(id, "VERIFY_CONTACT_EMAIL", "/contact/email/isVerified"));
        done(fixture.setPhone(ADMIN, id, "+41791234567", VERIFIED));
        assertThat(entry())
                .isEqualTo(entry("admin", "SET_CONTACT_PHONE", "/contact/phone/number", "/contact/phone/isVerified"));
        done(fixture.accounts.lock(ADMIN, new UserRef(Preconditions.NONE, id)));
        assertThat(entry()).isEqualTo(entry("admin", "LOCK_USER", "/state"));
        done(fixture.accounts.delete(ADMIN, new UserRef(Preconditions.NONE, id)));
        assertThat(entry()).isEqualTo(entry("admin", "DELETE_USER"));
        assertThat(String.join("\n", lines.heard)).doesNotContain("canary", "1234567");
    }

    @Test
    void where_very_much_of_the_data_changes_the_data_alone_is_named() {
        String id = fresh();
        StringBuilder members = new StringBuilder("{");
        for (int i = 0; i < 51; i++) {
            members.append(i == 0 ? "" : ",")
                    .append("\"member")
                    .append(i)
                    .append("\":")
                    .append(i);
        }

        done(fixture.patchData(ADMIN, id, members + "}"));

        assertThat(entry()).isEqualTo(entry("admin", "PATCH_USER", "/data"));
    }

    @Test
    void pointers_go_down_to_what_differs_and_take_an_array_as_a_whole() {
        String id = fixture.user("{\"a\":{\"b\":1,\"c/d~\":2},\"list\":[1,2]}");
        fixture.messages();

        done(fixture.patchData(ADMIN, id, "{\"a\":{\"b\":1,\"c/d~\":3},\"list\":[1,3]}"));

        assertThat(entry()).isEqualTo(entry("admin", "PATCH_USER", "/data/a/c~1d~0", "/data/list"));
    }

    @Test
    void a_refusal_for_a_missing_permission_is_a_line_and_a_count_and_no_row() {
        String id = fresh();
        long before = fixture.refusals();

        assertThat(refusal(fixture.patchData(STRANGER, id, "{}"))).isEqualTo(ProblemCode.PERMISSION_DENIED);
        assertThat(refusal(fixture.patchData(STRANGER, "x\n\"y", "{}"))).isEqualTo(ProblemCode.PERMISSION_DENIED);

        assertThat(fixture.refusals()).isEqualTo(before + 2);
        assertThat(lines.heard)
                .containsExactly(
                        "audit=refused operation=PATCH_USER actor=\"stranger\" user=\"" + id + "\"",
                        "audit=refused operation=PATCH_USER actor=\"stranger\" user=\"x\\n\\\"y\"");
        assertThat(fixture.messages()).isEmpty();
    }

    @Test
    void changes_of_schemas_are_lines_as_well_but_for_dry_runs_and_what_changes_nothing() {
        SchemaReceipt created = done(create("audited", false));
        String id = Objects.requireNonNull(created.details()).id();
        SchemaRef schema = new SchemaRef(Preconditions.NONE, id);
        done(create("tried", true));
        done(patch(id, null));
        done(patch(id, new Json.Obj(Map.of("type", new Json.Text("object")))));
        done(fixture.schemaService.deactivate(ADMIN, schema));
        done(fixture.schemaService.reactivate(ADMIN, schema));
        done(fixture.schemaService.delete(ADMIN, schema));
        assertThat(refusal(fixture.schemaService.delete(STRANGER, schema))).isEqualTo(ProblemCode.PERMISSION_DENIED);

        String of = "\" schema=\"" + id + "\" revision=";
        assertThat(lines.heard)
                .containsExactly(
                        "audit=change operation=CREATE_USER_SCHEMA actor=\"admin" + of + "1 state=ACTIVE",
                        "audit=change operation=PATCH_USER_SCHEMA actor=\"admin" + of + "2 state=ACTIVE",
                        "audit=change operation=DEACTIVATE_USER_SCHEMA actor=\"admin" + of + "2 state=INACTIVE",
                        "audit=change operation=REACTIVATE_USER_SCHEMA actor=\"admin" + of + "2 state=ACTIVE",
                        "audit=change operation=DELETE_USER_SCHEMA actor=\"admin" + of + "2 state=ACTIVE",
                        "audit=refused operation=DELETE_USER_SCHEMA actor=\"stranger\" user=none");
    }

    private Outcome<SchemaReceipt> create(String type, boolean dryRun) {
        return fixture.schemaService.create(
                ADMIN,
                new CreateUserSchema(
                        Preconditions.NONE.with(dryRun ? CallOptions.DRY_RUN : CallOptions.NONE),
                        new CreateUserSchema.NewSchema(type, Json.Obj.EMPTY, List.of())));
    }

    private Outcome<SchemaReceipt> patch(String id, Json.@Nullable Obj document) {
        return fixture.schemaService.patch(
                ADMIN, new PatchUserSchema(Preconditions.NONE, id, new SchemaChange(null, document, List.of())));
    }

    @Test
    void an_answer_that_is_given_again_and_a_dry_run_are_none() {
        String id = fresh();
        UserRef keyed =
                new UserRef(Preconditions.NONE.with(CallOptions.idempotent(IdempotencyKey.of("audit-" + id))), id);
        done(fixture.accounts.lock(ADMIN, keyed));
        assertThat(lines.heard).hasSize(1);
        assertThat(fixture.messages()).hasSize(1);

        done(fixture.accounts.lock(ADMIN, keyed));
        done(fixture.accounts.unlock(ADMIN, new UserRef(Preconditions.NONE.with(CallOptions.DRY_RUN), id)));

        assertThat(lines.heard).hasSize(1);
        assertThat(fixture.messages()).isEmpty();
    }

    @Test
    void what_changes_nothing_or_is_rolled_back_is_none() {
        String id = fresh();

        done(fixture.patchData(ADMIN, id, "{}"));
        assertThat(refusal(fixture.patchData(ADMIN, id, "{\"name\":1}"))).isEqualTo(ProblemCode.DATA_INVALID);

        assertThat(lines.heard).isEmpty();
    }

    private String fresh() {
        String id = fixture.user("{}");
        fixture.messages();
        lines.heard.clear();
        return id;
    }

    private static AuditEntry entry(String actor, String operation, String... fields) {
        return new AuditEntry(actor, operation, List.of(fields), null);
    }

    private AuditEntry entry() {
        List<OutboxMessage> events = fixture.messages().stream()
                .filter(message -> message.kind() == OutboxMessage.MessageKind.EVENT)
                .toList();
        assertThat(events).hasSize(1);
        return Objects.requireNonNull(fixture.protector.open(events.get(0)).audit());
    }

    private static final class Lines extends Handler {
        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord event) {
            heard.add(event.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

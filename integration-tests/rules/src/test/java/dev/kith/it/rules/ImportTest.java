package dev.kith.it.rules;

import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.SCHEMA;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.object;
import static dev.kith.it.rules.Fixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.ProblemCode;
import dev.kith.api.Receipt;
import dev.kith.api.ResendCode;
import dev.kith.api.UserRef;
import dev.kith.api.UserView;
import dev.kith.api.UserView.ContactView;
import dev.kith.api.Verification;
import dev.kith.api.schemas.SchemaRef;
import dev.kith.api.transfer.ImportMode;
import dev.kith.api.transfer.ImportObserver;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.api.transfer.ImportSummary;
import dev.kith.api.transfer.RefusedLine;
import dev.kith.api.transfer.UserTransfer;
import dev.kith.core.AuditEntry;
import dev.kith.core.CoreSettings;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.it.engines.Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of the lines of an import, and of an export that is imported again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportTest {
    private static final ImportOptions CREATE =
            new ImportOptions(Fixture.HOME, SCHEMA, null, ImportMode.CREATE, false, 1, true);
    private static final ImportOptions MERGE =
            new ImportOptions(Fixture.HOME, SCHEMA, null, ImportMode.MERGE, false, 1, true);

    private final Fixture fixture = new Fixture(
            Fixture.announcing(new CoreSettings.Announcements(
                    CoreSettings.Announcements.DEFAULTS.replaced(),
                    CoreSettings.UndoPolicy.ALWAYS,
                    Duration.ofDays(7),
                    true)),
            Engine.H2_MEMORY.freshDatabase());
    private final Heard heard = new Heard();

    /** Part of every id, so that tests do not meet. */
    private String run = "";

    @BeforeEach
    void begin() {
        run = "i-" + UUID.randomUUID();
        heard.refused.clear();
        heard.progress.clear();
        fixture.messages();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_line_becomes_a_user_with_everything_that_it_says() {
        ImportSummary summary = in(CREATE, """
                {"userId":"$1","data":{"name":"Ada","note":"for owners"},"contact":{
                "email":{"address":"Ada@x.example","isVerified":true},"phone":{"number":"079 123 45 67"}},
                "state":"LOCKED","unlocksTo":"INACTIVE","created":"2019-05-06T07:08:09Z"}
                """.replace("\n", ""));

        assertThat(summary).isEqualTo(new ImportSummary(1, 1, 0, 0, 0));
        UserView user = fixture.get(id(1));
        assertThat(user.data()).isEqualTo(object("{\"name\":\"Ada\",\"note\":\"for owners\"}"));
        assertThat(user.email()).isEqualTo(new ContactView("Ada@x.example", true));
        assertThat(user.phone()).isEqualTo(new ContactView("+41791234567", false));
        assertThat(user.state()).isEqualTo(UserView.State.LOCKED);
        assertThat(user.details().created()).isEqualTo(Instant.parse("2019-05-06T07:08:09Z"));
        assertThat(user.details().changed()).isEqualTo(fixture.clock.instant());
        done(fixture.accounts.unlock(ADMIN, new UserRef(Preconditions.NONE, id(1))));
        assertThat(fixture.get(id(1)).state()).isEqualTo(UserView.State.INACTIVE);
    }

    @Test
    void listeners_hear_of_it_and_nobody_else() {
        in(CREATE, "{\"userId\":\"$1\",\"contact\":{\"email\":{\"address\":\"a@x.example\"}}}");
        in(new ImportOptions(Fixture.HOME, SCHEMA, null, ImportMode.CREATE, false, 1, false), "{\"userId\":\"$2\"}");
        in(MERGE, "{\"userId\":\"$1\",\"contact\":{\"email\":{\"address\":\"b@x.example\",\"isVerified\":true}}}");
        in(MERGE, "{\"userId\":\"$1\",\"contact\":{\"email\":{\"address\":\"c@x.example\"}}}");

        List<OutboxMessage> messages = fixture.messages();
        assertThat(messages).allMatch(message -> message.kind() == MessageKind.EVENT);
        assertThat(messages.stream()
                        .map(message -> fixture.protector.open(message).audit()))
                .containsExactlyInAnyOrder(
                        new AuditEntry(null, "IMPORT_USER", List.of("/schemaId", "/contact/email/address"), null),
                        new AuditEntry(
                                null,
                                "IMPORT_USER",
                                List.of("/contact/email/address", "/contact/email/isVerified"),
                                null),
                        new AuditEntry(
                                null,
                                "IMPORT_USER",
                                List.of("/contact/email/address", "/contact/email/isVerified"),
                                null));
    }

    @Test
    void the_first_code_of_an_unverified_contact_is_the_one_that_is_asked_for() {
        in(
                CREATE,
                "{\"userId\":\"$1\",\"contact\":{\"email\":{\"address\":\"a@x.example\"}}}"
                        + "\n{\"userId\":\"$2\",\"contact\":{\"email\":{\"address\":\"b@x.example\",\"isVerified\":true}}}");

        String code = Objects.requireNonNull(done(resend(id(1))).emailCode());

        done(fixture.verifyEmail(Fixture.self(id(1)), id(1), code));
        assertThat(fixture.get(id(1)).email()).isEqualTo(new ContactView("a@x.example", true));
        assertThat(refusal(resend(id(2)))).isEqualTo(ProblemCode.CODE_EMPTY);
    }

    private Outcome<Receipt> resend(String id) {
        return fixture.accounts.resendContactEmailCode(
                ADMIN, new ResendCode(Preconditions.NONE, id, new Verification.ReturnCode()));
    }

    @Test
    void the_same_import_again_finds_everything_unchanged_and_goes_on_where_it_was() {
        String lines = lines(
                600,
                "{\"userId\":\"$i\",\"data\":{\"name\":\"n\"},\"contact\":{"
                        + "\"email\":{\"address\":\"a$i@x.example\"},\"phone\":{\"number\":\"+41791234567\",\"isVerified\":true}}}");
        ImportObserver falling = new ImportObserver() {
            @Override
            public void progress(long lastLine, long bytes) {
                throw new IllegalStateException("the machine falls over");
            }
        };
        assertThatThrownBy(() -> in(CREATE, lines, falling)).isInstanceOf(IllegalStateException.class);

        ImportSummary second = in(CREATE, lines);
        ImportSummary third = in(CREATE, lines);

        assertThat(second).isEqualTo(new ImportSummary(600, 350, 0, 250, 0));
        assertThat(third).isEqualTo(new ImportSummary(600, 0, 0, 600, 0));
        assertThat(heard.progress).containsExactly("250", "500", "600", "250", "500", "600");
        assertThat(fixture.get(id(600)).phone()).isEqualTo(new ContactView("+41791234567", true));
    }

    @Test
    void lines_before_the_first_one_are_skipped_whatever_they_are() {
        ImportOptions third = new ImportOptions(Fixture.HOME, SCHEMA, null, ImportMode.CREATE, false, 3, true);

        assertThat(in(third, "rubbish\n\n{\"userId\":\"$1\"}\n\nrubbish\n"))
                .isEqualTo(new ImportSummary(5, 1, 0, 0, 1));
        assertThat(heard.refused).extracting(RefusedLine::line).containsExactly(5L);
    }

    @Test
    void a_line_that_is_refused_says_why_and_the_others_are_stored() {
        ImportSummary summary = in(CREATE, """
                {"userId":"$1","data":{"name":7}}
                {"userId":"$2","organizationId":"canary"}
                {"userId":"$3","schemaId":"canary"}
                {"userId":"$4","schemaType":"canary"}
                {"userId":"$5","contact":{"email":{"address":"canary"}}}
                {"userId":"$6","contact":{"email":{"address":"cänary@x.example"}}}
                {"userId":"$7","contact":{"phone":{"number":"canary"}}}
                {"userId":"","data":{}}
                {"userId":"$9","userId":"$9"}
                {"userId":"a\\u0007b"}
                {"userId":"$1","data":{"name":"Ada"}}
                """);

        assertThat(summary).isEqualTo(new ImportSummary(11, 1, 0, 0, 10));
        assertThat(heard.refused.stream().map(line -> line.line() + " " + line.reason()))
                .containsExactly(
                        "1 The data does not fit the user schema.",
                        "2 There is no such organization.",
                        "3 There is no such user schema.",
                        "4 There is no such user schema.",
                        "5 /contact/email/address is not an e-mail address.",
                        "6 /contact/email/address is not an e-mail address.",
                        "7 /contact/phone/number is not a phone number with + and country code.",
                        "8 /userId has to have 1 to 200 characters.",
                        "9 The line is not JSON as it has to be: duplicate member name at position 104.",
                        "10 /userId must not contain control characters.");
        assertThat(heard.refused.get(0).violations())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.field() + violation.reason()).isEqualTo("/nameTYPE"));
        assertThat(heard.refused.toString()).doesNotContain("canary");
        assertThat(fixture.get(id(1)).data()).isEqualTo(object("{\"name\":\"Ada\"}"));
    }

    @Test
    void without_organization_or_schema_from_anywhere_a_line_is_refused() {
        in(ImportOptions.DEFAULTS, """
                {"userId":"$1","schemaId":"person"}
                {"userId":"$2","organizationId":"home"}
                {"userId":"$3","organizationId":"away","schemaType":"TYPE-person"}
                """);

        assertThat(heard.refused)
                .extracting(RefusedLine::reason)
                .containsExactly(
                        "The line names no organization, and there is no other for it.",
                        "The line names no user schema, and there is no other for it.");
        assertThat(fixture.get(id(3)).schema().id()).isEqualTo(SCHEMA);
        assertThat(fixture.get(id(3)).details().organization()).isEqualTo("away");
    }

    @Test
    void a_schema_that_is_inactive_takes_no_users() {
        String schema = "inactive-" + run;
        fixture.schema(schema, "{}");
        done(fixture.schemaService.deactivate(ADMIN, new SchemaRef(Preconditions.NONE, schema)));

        in(CREATE, "{\"userId\":\"$1\",\"schemaId\":\"" + schema + "\"}");

        assertThat(heard.refused).extracting(RefusedLine::reason).containsExactly("The user schema is inactive.");
    }

    @Test
    void a_user_that_differs_is_refused_or_merged() {
        in(
                CREATE,
                "{\"userId\":\"$1\",\"data\":{\"name\":\"Ada\",\"rank\":\"1\"},\"state\":\"INACTIVE\","
                        + "\"contact\":{\"email\":{\"address\":\"a@x.example\",\"isVerified\":true}}}");
        String other = "{\"userId\":\"$1\",\"data\":{\"rank\":null,\"note\":\"n\"},"
                + "\"contact\":{\"email\":{\"address\":\"a@x.example\"},\"phone\":{\"number\":\"+41791234567\"}}}";

        assertThat(in(CREATE, other).refused()).isEqualTo(1);
        assertThat(heard.refused.get(0).reason()).isEqualTo("There is a user of this id already, which differs.");
        assertThat(in(MERGE, other)).isEqualTo(new ImportSummary(1, 0, 1, 0, 0));
        assertThat(in(MERGE, other)).isEqualTo(new ImportSummary(1, 0, 0, 1, 0));

        UserView user = fixture.get(id(1));
        assertThat(user.data()).isEqualTo(object("{\"name\":\"Ada\",\"note\":\"n\"}"));
        assertThat(user.email()).isEqualTo(new ContactView("a@x.example", true));
        assertThat(user.phone()).isEqualTo(new ContactView("+41791234567", false));
        assertThat(user.state()).isEqualTo(UserView.State.INACTIVE);
        assertThat(in(MERGE, "{\"userId\":\"$1\",\"organizationId\":\"away\"}").refused())
                .isEqualTo(1);
        assertThat(in(MERGE, "{\"userId\":\"$1\",\"data\":{\"name\":7}}").refused())
                .isEqualTo(1);
    }

    @Test
    void what_a_person_is_about_to_change_survives_an_import_that_says_nothing_new() {
        String line = "{\"userId\":\"$1\",\"contact\":{\"email\":{\"address\":\"a@x.example\",\"isVerified\":true}}}";
        in(CREATE, line);
        done(fixture.setEmail(Fixture.self(id(1)), id(1), "b@x.example", null));

        assertThat(in(MERGE, line).unchanged()).isEqualTo(1);
        done(resend(id(1)));

        in(MERGE, "{\"userId\":\"$1\",\"contact\":{\"email\":{\"address\":\"c@x.example\",\"isVerified\":true}}}");
        assertThat(refusal(resend(id(1)))).isEqualTo(ProblemCode.CODE_EMPTY);
        assertThat(fixture.messages()).noneMatch(message -> message.kind().proves());
    }

    @Test
    void a_second_line_about_a_user_comes_after_the_first() {
        assertThat(in(MERGE, """
                {"userId":"$1","data":{"name":"one","note":"n"}}
                {"userId":"$2"}
                {"userId":"$1","data":{"name":"two"}}
                """)).isEqualTo(new ImportSummary(3, 2, 1, 0, 0));
        assertThat(fixture.get(id(1)).data()).isEqualTo(object("{\"name\":\"two\",\"note\":\"n\"}"));
    }

    @Test
    void a_dry_run_judges_and_stores_nothing() {
        ImportOptions dry = new ImportOptions(Fixture.HOME, SCHEMA, null, ImportMode.CREATE, true, 1, true);

        assertThat(in(dry, "{\"userId\":\"$1\"}\n{\"userId\":\"$2\",\"data\":{\"name\":7}}"))
                .isEqualTo(new ImportSummary(2, 1, 0, 0, 1));
        assertThat(refusal(fixture.accounts.get(ADMIN, new UserRef(Preconditions.NONE, id(1)))))
                .isEqualTo(ProblemCode.USER_NOT_FOUND);
        assertThat(fixture.messages()).isEmpty();
    }

    @Test
    void a_line_that_is_too_long_is_refused_without_being_kept() {
        String blanks = " ".repeat(UserTransfer.MAX_LINE);

        assertThat(in(CREATE, "{\"userId\":\"$1\"," + blanks + "\"data\":{}}\n{\"userId\":\"$2\"}"))
                .isEqualTo(new ImportSummary(2, 1, 0, 0, 1));
        assertThat(heard.refused.get(0))
                .isEqualTo(new RefusedLine(1, null, "The line has more than 4194304 bytes.", List.of()));
    }

    @Test
    void an_export_can_be_imported_again() throws IOException {
        try (Fixture other = new Fixture()) {
            in(
                    CREATE,
                    lines(
                            13,
                            "{\"userId\":\"$i\",\"organizationId\":\"away\",\"data\":{\"name\":\"ü$i\"},"
                                    + "\"contact\":{\"email\":{\"address\":\"$i@x.example\",\"isVerified\":true}},"
                                    + "\"state\":\"LOCKED\",\"unlocksTo\":\"INACTIVE\",\"created\":\"2020-01-01T00:00:00.123456Z\"}"));
            ByteArrayOutputStream exported = new ByteArrayOutputStream();

            long users = fixture.core.transfer().exportUsers(exported);
            ImportSummary summary = other.core
                    .transfer()
                    .importUsers(new ByteArrayInputStream(exported.toByteArray()), ImportOptions.DEFAULTS, heard);

            assertThat(heard.refused).isEmpty();
            assertThat(summary).isEqualTo(new ImportSummary(users, users, 0, 0, 0));
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            other.core.transfer().exportUsers(again);
            assertThat(again.toString(StandardCharsets.UTF_8)).isEqualTo(exported.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void imports_that_meet_lose_nothing() throws Exception {
        String lines = lines(500, "{\"userId\":\"$i\"}");
        List<Thread> threads = new ArrayList<>();
        List<ImportSummary> summaries = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 3; i++) {
            threads.add(new Thread(() -> summaries.add(in(CREATE, lines, ImportObserver.NONE))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(summaries).hasSize(3).allMatch(summary -> summary.refused() == 0);
        assertThat(summaries.stream().mapToLong(ImportSummary::created).sum()).isEqualTo(500);
    }

    private String lines(int most, String line) {
        return IntStream.rangeClosed(1, most)
                .mapToObj(i -> line.replace("$i", id(i)))
                .collect(Collectors.joining("\n"));
    }

    private String id(int number) {
        return run + "-" + number;
    }

    private ImportSummary in(ImportOptions options, String lines) {
        return in(options, lines, heard);
    }

    private ImportSummary in(ImportOptions options, String lines, ImportObserver observer) {
        InputStream bytes =
                new ByteArrayInputStream(lines.replace("$", run + "-").getBytes(StandardCharsets.UTF_8));
        try {
            return fixture.core.transfer().importUsers(bytes, options, observer);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Heard implements ImportObserver {
        private final List<RefusedLine> refused = new ArrayList<>();
        private final List<String> progress = new ArrayList<>();

        @Override
        public void refused(RefusedLine line) {
            refused.add(line);
        }

        @Override
        public void progress(long lastLine, long bytes) {
            progress.add(Long.toString(lastLine));
        }
    }
}

package dev.kith.it.rules;

import static dev.kith.api.ProblemCode.CODE_EMPTY;
import static dev.kith.api.ProblemCode.CODE_RATE;
import static dev.kith.api.ProblemCode.PATCH_INAPPLICABLE;
import static dev.kith.api.ProblemCode.PERMISSION_DENIED;
import static dev.kith.it.rules.Fixture.ADMIN;
import static dev.kith.it.rules.Fixture.done;
import static dev.kith.it.rules.Fixture.refusal;
import static dev.kith.it.rules.Fixture.self;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Caller;
import dev.kith.api.DeliveryAdmin.Depth;
import dev.kith.api.DeliveryAdmin.Kind;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.PatchUser.Change;
import dev.kith.api.PatchUser.Change.JsonPatch.Op;
import dev.kith.api.PatchUser.Change.JsonPatch.Step;
import dev.kith.api.Receipt;
import dev.kith.api.UserView.ContactView;
import dev.kith.api.Verification;
import dev.kith.core.AuditEntry;
import dev.kith.core.ContactChannel;
import dev.kith.core.CoreSettings;
import dev.kith.core.OutboxMessage;
import dev.kith.core.OutboxMessage.MessageKind;
import dev.kith.it.engines.Engine;
import dev.kith.spi.UserEventListener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A patch document removes a contact (contract, ruling R78). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContactRemovalTest {
    private static final Verification VERIFIED = new Verification.Verified(true);
    private static final Verification SEND = new Verification.SendCode(null);
    private static final String ADDRESS = "old@home.example";
    private static final String NUMBER = "+41446681800";

    private final Fixture fixture = new Fixture(
            Fixture.announcing(new CoreSettings.Announcements(
                    Set.of(ContactChannel.EMAIL, ContactChannel.PHONE),
                    CoreSettings.UndoPolicy.SELF,
                    Duration.ofDays(7),
                    true)),
            Engine.H2_MEMORY.freshDatabase());

    /** Nothing of an earlier test waits, and no budget is spent. */
    @BeforeEach
    void forget() {
        fixture.clock.forward(Duration.ofHours(3));
        fixture.messages();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"contact\":{\"phone\":null}}", "{\"contact\":{\"phone\":{\"number\":null}}}"})
    void a_merge_patch_removes_one_contact_and_leaves_the_other(String patch) {
        String id = userWithBoth();

        done(fixture.mergePatch(ADMIN, id, patch));

        assertThat(fixture.get(id).phone()).isNull();
        assertThat(fixture.get(id).email()).isEqualTo(new ContactView(ADDRESS, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/contact/email", "/contact/email/address"})
    void a_json_patch_removes_one_contact_and_leaves_the_other(String place) {
        String id = userWithBoth();

        done(remove(ADMIN, id, place));

        assertThat(fixture.get(id).email()).isNull();
        assertThat(fixture.get(id).phone()).isEqualTo(new ContactView(NUMBER, true));
    }

    @Test
    void contacts_as_a_whole_are_removed_together() {
        String one = userWithBoth();
        String other = userWithBoth();

        done(fixture.mergePatch(ADMIN, one, "{\"contact\":null}"));
        done(remove(ADMIN, other, "/contact"));

        for (String id : List.of(one, other)) {
            assertThat(fixture.get(id).email()).isNull();
            assertThat(fixture.get(id).phone()).isNull();
        }
    }

    @Test
    void what_replaces_the_contacts_as_a_whole_removes_those_that_it_leaves_out() {
        String id = userWithBoth();

        done(fixture.patch(
                ADMIN,
                id,
                new Change.JsonPatch(List.of(new Step(
                        Op.REPLACE,
                        "/contact",
                        null,
                        Fixture.json("{\"email\":{\"address\":\"new@home.example\"}}"))))));

        assertThat(fixture.get(id).email()).isEqualTo(new ContactView("new@home.example", false));
        assertThat(fixture.get(id).phone()).isNull();
    }

    @Test
    void what_is_not_there_is_removed_without_a_change() {
        String id = fixture.user("{}");
        String version = fixture.get(id).version();

        for (Outcome<Receipt> outcome : List.of(
                fixture.mergePatch(ADMIN, id, "{\"contact\":{\"phone\":null}}"),
                fixture.mergePatch(ADMIN, id, "{\"contact\":{\"email\":{\"address\":null}}}"),
                fixture.mergePatch(ADMIN, id, "{\"contact\":null}"),
                remove(ADMIN, id, "/contact/phone"),
                remove(ADMIN, id, "/contact/email", "/contact/email"),
                remove(ADMIN, id, "/contact"))) {
            assertThat(done(outcome).version()).isEqualTo(version);
        }
    }

    @Test
    void a_contact_that_is_removed_and_added_in_one_patch_is_set() {
        String id = userWithBoth();
        Step add = new Step(Op.ADD, "/contact/email", null, Fixture.json("{\"address\":\"new@home.example\"}"));

        done(fixture.patch(ADMIN, id, new Change.JsonPatch(List.of(step("/contact/email"), add))));

        assertThat(fixture.get(id).email()).isEqualTo(new ContactView("new@home.example", false));
    }

    @Test
    void null_as_a_value_is_no_contact_and_no_removal() {
        String id = userWithBoth();
        for (String place : List.of("/contact", "/contact/email", "/contact/email/address")) {
            Step step = new Step(Op.REPLACE, place, null, Json.Null.NULL);
            assertThat(refusal(fixture.patch(ADMIN, id, new Change.JsonPatch(List.of(step)))))
                    .isEqualTo(PATCH_INAPPLICABLE);
        }
    }

    @Test
    void whoever_may_set_a_contact_may_remove_it() {
        String id = userWithBoth();
        String patch = "{\"contact\":{\"phone\":null}}";
        for (Caller caller : List.of(Fixture.AWAY_OWNER, Fixture.VIEWER, Fixture.STRANGER)) {
            assertThat(refusal(fixture.mergePatch(caller, id, patch))).isEqualTo(PERMISSION_DENIED);
        }
        done(fixture.mergePatch(self(id), id, patch));
        done(fixture.mergePatch(Fixture.HOME_OWNER, id, "{\"contact\":{\"email\":null}}"));
        assertThat(fixture.get(id).email()).isNull();
        assertThat(fixture.get(id).phone()).isNull();
    }

    @Test
    void the_pending_code_is_void_and_its_message_closed() {
        String id = fixture.user("{}");
        fixture.codes.next("SESAME");
        done(fixture.setEmail(ADMIN, id, "a@home.example", SEND));

        done(fixture.mergePatch(ADMIN, id, "{\"contact\":{\"email\":null}}"));

        assertThat(codes().waiting()).isZero();
        assertThat(refusal(fixture.verifyEmail(self(id), id, "SESAME"))).isEqualTo(CODE_EMPTY);
    }

    @Test
    void what_was_to_take_the_place_of_the_removed_address_is_void_as_well() {
        String id = fixture.userWithVerifiedEmail(ADDRESS);
        fixture.codes.next("SESAME");
        done(fixture.setEmail(self(id), id, "new@home.example", SEND));

        done(fixture.mergePatch(self(id), id, "{\"contact\":{\"email\":null}}"));

        assertThat(fixture.get(id).email()).isNull();
        assertThat(codes().waiting()).isZero();
        assertThat(refusal(fixture.verifyEmail(self(id), id, "SESAME"))).isEqualTo(CODE_EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "phone"})
    void a_verified_contact_that_its_user_removes_is_told_with_a_link_that_restores_it(String name) {
        String id = userWithBoth();
        done(fixture.mergePatch(self(id), id, "{\"contact\":{\"" + name + "\":null}}"));

        OutboxMessage notice = notice(id);

        assertThat(notice.recipient()).isEqualTo(name.equals("email") ? ADDRESS : NUMBER);
        assertThat(fixture.protector.open(notice).replacement()).isNull();
        String link = Objects.requireNonNull(fixture.protector.open(notice).link());
        done(fixture.restoration.restore(link.substring(link.indexOf('=') + 1)));
        assertThat(fixture.get(id).email()).isEqualTo(new ContactView(ADDRESS, true));
        assertThat(fixture.get(id).phone()).isEqualTo(new ContactView(NUMBER, true));
    }

    @Test
    void what_an_administrator_removes_is_told_without_a_link_and_what_was_not_verified_is_not_told() {
        String id = userWithBoth();
        done(fixture.mergePatch(ADMIN, id, "{\"contact\":{\"email\":null}}"));
        assertThat(fixture.protector.open(notice(id)).link()).isNull();

        done(fixture.setEmail(ADMIN, id, "unverified@home.example", SEND));
        done(fixture.mergePatch(ADMIN, id, "{\"contact\":{\"email\":null}}"));
        assertThat(messages(id, MessageKind.NOTICE)).isEmpty();
    }

    @Test
    void listeners_and_the_audit_hear_of_it() {
        String id = userWithBoth();
        done(fixture.setEmail(self(id), id, "new@home.example", SEND));
        fixture.messages();

        done(fixture.mergePatch(ADMIN, id, "{\"contact\":null}"));

        OutboxMessage event = messages(id, MessageKind.EVENT).get(0);
        assertThat(Objects.requireNonNull(fixture.protector.open(event).occurrence())
                        .changes())
                .containsExactlyInAnyOrder(
                        UserEventListener.Change.EMAIL_CHANGED,
                        UserEventListener.Change.EMAIL_CODE_WITHDRAWN,
                        UserEventListener.Change.PHONE_CHANGED);
        assertThat(fixture.protector.open(event).audit())
                .isEqualTo(new AuditEntry("admin", "PATCH_USER", List.of("/contact/email", "/contact/phone"), null));
    }

    @Test
    void to_remove_a_contact_and_set_another_one_is_no_way_around_the_limits() {
        try (Fixture limited =
                new Fixture(Fixture.rules(CoreSettings.Codes.DEFAULTS), Engine.H2_MEMORY.freshDatabase())) {
            String id = limited.user("{}");
            done(limited.setEmail(self(id), id, "a@home.example", null));
            done(limited.mergePatch(self(id), id, "{\"contact\":{\"email\":null}}"));
            assertThat(refusal(limited.setEmail(self(id), id, "b@home.example", null)))
                    .isEqualTo(CODE_RATE);
            for (int i = 1; i < 10; i++) {
                limited.clock.forward(Duration.ofSeconds(31));
                done(limited.setEmail(self(id), id, "a" + i + "@home.example", null));
                done(limited.mergePatch(self(id), id, "{\"contact\":{\"email\":null}}"));
            }
            limited.clock.forward(Duration.ofSeconds(31));
            assertThat(refusal(limited.setEmail(self(id), id, "last@home.example", null)))
                    .isEqualTo(CODE_RATE);
            assertThat(limited.get(id).email()).isNull();
            limited.clock.forward(Duration.ofHours(1));
            done(limited.setEmail(self(id), id, "last@home.example", null));
        }
    }

    @Test
    void notices_about_removed_contacts_are_limited_like_others() {
        String id = fixture.user("{}");
        for (int i = 0; i < 5; i++) {
            done(fixture.setEmail(ADMIN, id, "a" + i + "@home.example", VERIFIED));
            done(fixture.mergePatch(ADMIN, id, "{\"contact\":{\"email\":null}}"));
        }
        assertThat(messages(id, MessageKind.NOTICE)).hasSize(3);
        fixture.clock.forward(Duration.ofHours(1));
        assertThat(messages(id, MessageKind.NOTICE)).hasSize(1);
    }

    private String userWithBoth() {
        String id = fixture.userWithVerifiedEmail(ADDRESS);
        done(fixture.setPhone(ADMIN, id, NUMBER, VERIFIED));
        fixture.messages();
        return id;
    }

    private static Step step(String place) {
        return new Step(Op.REMOVE, place, null, (@Nullable Json) null);
    }

    private Outcome<Receipt> remove(Caller caller, String id, String... places) {
        return fixture.patch(
                caller,
                id,
                new Change.JsonPatch(
                        List.of(places).stream().map(ContactRemovalTest::step).toList()));
    }

    private Depth codes() {
        return fixture.operated.backlog().depths().stream()
                .filter(depth -> depth.kind() == Kind.SEND_CODE)
                .findFirst()
                .orElseGet(() -> new Depth(Kind.SEND_CODE, 0, 0, 0));
    }

    private OutboxMessage notice(String id) {
        List<OutboxMessage> notices = messages(id, MessageKind.NOTICE);
        assertThat(notices).hasSize(1);
        return notices.get(0);
    }

    private List<OutboxMessage> messages(String id, MessageKind kind) {
        return fixture.messages().stream()
                .filter(message -> message.kind() == kind && message.userId().equals(id))
                .toList();
    }
}

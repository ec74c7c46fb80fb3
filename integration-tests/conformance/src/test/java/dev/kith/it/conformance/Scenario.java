package dev.kith.it.conformance;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs one case over one protocol and reports what is not as expected. */
final class Scenario {
    private static final Duration DELIVERY = Duration.ofMinutes(2);
    private static final String PERMISSION_KEYWORD = "urn:zitadel:schema:permission";
    private static final String NO_CODE = "(no code was issued)";

    private final ServerUnderTest underTest;
    private final Case situation;
    private final URI origin;
    private final Optional<String> authorization;
    private final IssuedCodes codes;
    private final Findings findings = new Findings();
    private final Set<String> seen = new HashSet<>();
    private World world;
    private Snapshot stored;

    private Scenario(ServerUnderTest underTest, Case situation) {
        Given given = situation.given();
        this.underTest = underTest;
        this.situation = situation;
        this.origin = underTest.server(given.feature(), given.externalSms());
        this.world = underTest.setUp(given);
        this.authorization = authorization(given.caller());
        this.stored = snapshot();
        this.codes = new IssuedCodes(world.givenCodes(), underTest.inbox());
    }

    /** What is not as expected; nothing, if all is well. */
    static List<String> run(ServerUnderTest underTest, Case situation, Transport transport) {
        Scenario scenario = new Scenario(underTest, situation);
        scenario.findings.about("call");
        scenario.step(transport, situation.request(), situation.rpc(), situation.expect());
        int number = 1;
        for (Case.Step then : situation.then()) {
            scenario.findings.about("step " + number++);
            scenario.step(underTest.json(), Optional.of(then.request()), Optional.empty(), then.expect());
        }
        scenario.findings.about("afterwards");
        scenario.tryCodes();
        return scenario.findings.all();
    }

    private Snapshot snapshot() {
        return underTest
                .store()
                .snapshot(world.organizationIds(), world.schemas().values());
    }

    private Optional<String> authorization(Given.Role caller) {
        return switch (caller) {
            case ANONYMOUS -> Optional.empty();
            case INVALID_TOKEN -> Optional.of("Bearer invalid");
            case BASIC_AUTH -> Optional.of("Basic YTpi");
            case SELF -> Optional.of(underTest.tokens().bearer(world.subject(), List.of()));
            default -> Optional.of(underTest.tokens().bearer("somebody-else", world.groups(caller)));
        };
    }

    private String administrator() {
        return underTest.tokens().bearer("administrator", List.of("IAM_OWNER"));
    }

    private void step(Transport transport, Optional<Json> request, Optional<Json> rpc, Json expected) {
        boolean aboutPhone = isAboutPhone(request, rpc);
        Placeholders places = places(aboutPhone);
        Answer answer = underTest.call(
                transport, new Transport.Call(origin, authorization, request.map(places::in), rpc.map(places::in)));
        NotServed.check(situation.operation(), answer, Expect.read(expected), transport);
        Snapshot before = stored;
        stored = snapshot();
        follow(answer, request.or(() -> rpc));
        remember(answer, rpc);
        List<Captured> delivered = delivered(before);
        codes.learn(world.subject(), new IssuedCodes.Exchange(before, answer, stored, delivered, aboutPhone));
        Expect expect = Expect.read(resolved(expected, aboutPhone));
        Judgement judgement = new Judgement(world, before, answer, stored, delivered, findings);
        judgement.judge(expect, transport, countsGuesses(request, rpc));
        codes.said(world.subject(), expect.effects(), stored);
        if (situation.given().feature() && !expect.effects().nothingChanged()) {
            judgement.judgeReading(underTest.json().get(origin, world.subject(), administrator()), mayReadAll());
            expect.effects()
                    .schemas()
                    .forEach((name, schema) -> judgement.judgeSchema(
                            world.schema(name),
                            schema,
                            underTest.json().schema(origin, world.schema(name), administrator())));
        }
    }

    private static boolean isAboutPhone(Optional<Json> request, Optional<Json> rpc) {
        return textOf(request, "/path").contains("/phone")
                || textOf(rpc, "/method").contains("Phone");
    }

    /** A wrong code is counted, which is not a change of the user. */
    private static boolean countsGuesses(Optional<Json> request, Optional<Json> rpc) {
        return textOf(request, "/path").endsWith("/_verify")
                || textOf(rpc, "/method").contains("/VerifyContact");
    }

    private static String textOf(Optional<Json> call, String pointer) {
        return call.map(json -> Pointer.of(pointer).in(json) instanceof Json.Text text ? text.value() : "")
                .orElse("");
    }

    private boolean mayReadAll() {
        return situation.given().schemas().values().stream()
                .flatMap(schema -> schema.revisions().stream())
                .noneMatch(document -> JsonText.write(document).contains(PERMISSION_KEYWORD));
    }

    /** The id of what a call has created. */
    private void remember(Answer answer, Optional<Json> rpc) {
        boolean created = answer.status() == 201
                || (answer.status() == 0 && textOf(rpc, "/method").contains("/Create"));
        if (created && Pointer.of("/details/id").in(answer.body()) instanceof Json.Text id) {
            world = world.withCreated(id.value());
        }
    }

    /** A user that was created under an id of the server's choice is the one that the following steps are about. */
    private void follow(Answer answer, Optional<Json> call) {
        boolean named = call.map(JsonText::write)
                .filter(text -> text.contains("{userId}"))
                .isPresent();
        if (!named
                && !stored.users().containsKey(world.subject())
                && Pointer.of("/details/id").in(answer.body()) instanceof Json.Text id
                && stored.users().containsKey(id.value())) {
            world = world.withSubject(id.value());
        }
    }

    /** The messages of a call: what it has put into the outbox, and whatever else has come for its users. */
    private List<Captured> delivered(Snapshot before) {
        Set<String> fresh = new HashSet<>(stored.messages());
        fresh.removeAll(before.messages());
        Set<String> missing = underTest.inbox().await(fresh, DELIVERY);
        findings.require(missing.isEmpty(), "messages in the outbox that were not delivered: " + missing);
        return underTest.inbox().of(people(before)).stream()
                .filter(message -> seen.add(message.id()))
                .toList();
    }

    private Collection<String> people(Snapshot before) {
        Set<String> people = new HashSet<>(world.users().values());
        people.addAll(before.users().keySet());
        people.addAll(stored.users().keySet());
        people.add(world.subject());
        return people;
    }

    private Placeholders places(boolean aboutPhone) {
        Placeholders places = world.placeholders(ServerUnderTest.INSTANCE, origin.toString());
        return codes.issued(aboutPhone).map(code -> places.with("code", code)).orElse(places);
    }

    /** The code in a message is the one of its channel. */
    private Json resolved(Json expected, boolean aboutPhone) {
        Placeholders places = places(aboutPhone);
        Json.Obj whole = (Json.Obj) expected;
        if (whole.get("effects") instanceof Json.Obj effects
                && effects.get("notifications") instanceof Json.Arr notices) {
            Json.Arr each = new Json.Arr(notices.items().stream()
                    .map(notice -> places.with("code", codeOf(notice)).in(notice))
                    .toList());
            whole = whole.with("effects", effects.with("notifications", each));
        }
        return places.in(whole);
    }

    private String codeOf(Json notice) {
        Channel channel = Expect.Notice.read(notice).channel();
        return codes.issued(channel).orElse(NO_CODE);
    }

    /** Whether codes verify can only be found out by redeeming them, so that comes last. */
    private void tryCodes() {
        for (Channel channel : Channel.values()) {
            Snapshot.Proof proof = stored.proof(world.subject(), channel);
            if (proof != null && (proof.expires() == null || proof.expires().isAfter(Instant.now()))) {
                tryCode(channel, proof);
            }
        }
    }

    private void tryCode(Channel channel, Snapshot.Proof proof) {
        Optional<String> code = codes.of(proof);
        boolean said = codes.isSaid(channel, proof);
        if (code.isEmpty()) {
            findings.require(!said, channel + " code: neither the answer nor a message has it");
        } else if (said || codes.isFresh(proof)) {
            codes.replaced(channel)
                    .filter(earlier -> said && !earlier.equals(code.get()))
                    .ifPresent(earlier -> findings.require(
                            redeem(channel, earlier).status() != 200,
                            channel + " code: the earlier one still verifies"));
            Answer answer = redeem(channel, code.get());
            findings.require(answer.status() == 200, channel + " code: it does not verify: " + text(answer));
            Snapshot.Contact contact = snapshot().contact(world.subject(), channel);
            findings.equal(
                    channel + " after its code was redeemed", new Snapshot.Contact(proof.value(), true, null), contact);
        }
    }

    private Answer redeem(Channel channel, String code) {
        URI server = underTest.server(true, situation.given().externalSms());
        return underTest.json().verify(server, world.subject(), channel, code, administrator());
    }

    private static String text(Answer answer) {
        return answer.body() == null ? "" : JsonText.write(answer.body());
    }
}

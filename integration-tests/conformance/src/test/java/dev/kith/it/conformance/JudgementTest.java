package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of expectation passes where it is met and fails where it is not. */
class JudgementTest {
    private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:01.5Z");
    private static final Snapshot.Proof OLD_PROOF = proof("p1", "hash1");
    private static final Snapshot.Proof NEW_PROOF = proof("p2", "hash2");
    private static final Captured MAIL = new Captured(
            "p2",
            Channel.EMAIL,
            "VerifyEmail",
            "a@b.c",
            "Verify email",
            "code C0DE",
            "<p>C0DE</p>",
            "C0DE",
            "http://l",
            "7");
    private static final World WORLD =
            new World(Map.of("org1", "1"), Map.of("s1", "s"), Map.of("u1", "7"), "7", Map.of(), Optional.empty());

    static Stream<Arguments> expectations() {
        return Stream.of(
                met("{}", unchanged()),
                met("{'nothingChanged': true, 'notifications': []}", unchanged()),
                missed("{'nothingChanged': true}", changed(NEW_PROOF, List.of(MAIL))),
                met("{'changed': 'moved'}", changed(NEW_PROOF, List.of(MAIL))),
                missed("{'changed': 'unmoved'}", changed(NEW_PROOF, List.of(MAIL))),
                met("{'changed': 'unmoved'}", unchanged()),
                missed("{'changed': 'moved'}", unchanged()),
                met("{'email': {'address': 'a@b.c', 'isVerified': false, 'pendingCode': 'kept'}}", unchanged()),
                missed("{'email': {'address': 'x@b.c'}}", unchanged()),
                missed("{'email': {'isVerified': true}}", unchanged()),
                missed("{'email': {'pendingCode': 'new'}}", unchanged()),
                missed("{'email': {'pendingCode': 'none'}}", unchanged()),
                missed("{'email': {'pendingCode': 'external'}}", unchanged()),
                met("{'email': {'pendingCode': 'new'}}", changed(NEW_PROOF, List.of())),
                missed("{'email': {'pendingCode': 'kept'}}", changed(NEW_PROOF, List.of())),
                met("{'email': {'pendingCode': 'none'}}", changed(null, List.of())),
                met("{'email': {'pendingCode': 'external'}}", changed(proof("p3", null), List.of())),
                missed("{'email': {'pendingCode': 'new'}}", changed(proof("p3", null), List.of())),
                missed("{'email': {'pendingCode': 'new'}}", changed(proof("p2", "hash1"), List.of())),
                missed("{'email': null}", unchanged()),
                met("{'phone': null}", unchanged()),
                missed("{'phone': {'pendingCode': 'none'}}", unchanged()),
                met("{'data': {'a': 1.0}, 'schema': 's1', 'revision': 2, 'state': 'active'}", unchanged()),
                missed("{'data': {'a': 2}}", unchanged()),
                missed("{'revision': 1}", unchanged()),
                missed("{'state': 'inactive'}", unchanged()),
                missed("{'state': 'deleted'}", unchanged()),
                met("{'state': 'deleted'}", gone()),
                missed("{'data': {'a': 1}}", gone()),
                met("{'notifications': [" + notice("C0DE") + "]}", changed(NEW_PROOF, List.of(MAIL))),
                missed("{'notifications': []}", changed(NEW_PROOF, List.of(MAIL))),
                missed("{'notifications': [" + notice("C0DE") + "]}", changed(NEW_PROOF, List.of())),
                missed("{'notifications': [" + notice("C0DE") + "]}", changed(NEW_PROOF, List.of(MAIL, other(MAIL)))),
                missed(
                        "{'notifications': [" + notice("C0DE") + "," + notice("C0DE") + "]}",
                        changed(NEW_PROOF, List.of(MAIL))),
                missed("{'notifications': [" + notice("WRONG") + "]}", changed(NEW_PROOF, List.of(MAIL))));
    }

    @ParameterizedTest(name = "{0} met: {1}")
    @MethodSource("expectations")
    void effects(String effects, boolean met, Situation situation) {
        List<String> findings = situation.judge("{'http': 200, 'grpc': 0, 'effects': " + effects + "}");

        assertThat(findings.isEmpty()).as(findings.toString()).isEqualTo(met);
    }

    @ParameterizedTest(name = "{0} met: {1}")
    @MethodSource("answers")
    void answers(String expected, boolean met, Situation situation) {
        List<String> findings = situation.judge("{'grpc': 0, " + expected + "}");

        assertThat(findings.isEmpty()).as(findings.toString()).isEqualTo(met);
    }

    static Stream<Arguments> answers() {
        String one = "{'details': [{'@type': 'type.googleapis.com/zitadel.v1.ErrorDetail', 'id': 'A'},"
                + " {'@type': 'type.googleapis.com/google.rpc.BadRequest'}]}";
        return Stream.of(
                met("'http': 400", refused("{}")),
                missed("'http': 200", refused("{}")),
                met("'http': 400, 'json': {'/code': 3}", refused("{'code': 3}")),
                missed("'http': 400, 'json': {'/code': 3}", refused("{'code': 4}")),
                missed("'http': 400, 'json': {'/code': '$absent'}", refused("{'code': 4}")),
                met("'http': 400, 'errorId': null", refused("{'code': 3}")),
                missed("'http': 400, 'errorId': null", refused("{'details': []}")),
                met("'http': 400, 'errorId': 'A'", refused(one)),
                missed("'http': 400, 'errorId': 'B'", refused(one)),
                missed("'http': 400, 'errorId': 'A'", refused("{}")),
                met("'http': 400, 'headers': {'Allow': 'GET'}", refused("{}")),
                missed("'http': 400, 'headers': {'Allow': 'PUT'}", refused("{}")),
                missed("'http': 400, 'headers': {'Other': '$present'}", refused("{}")));
    }

    @Test
    void countersOfGuessesMatterUnlessTheCallIsAGuess() {
        Snapshot.Proof guessed = new Snapshot.Proof("p1", "a@b.c", "hash1", EARLIER, null, 1, 0);
        Situation situation = new Situation(answer(200, "{}"), stored(EARLIER, guessed), List.of());
        String nothing = "{'http': 200, 'grpc': 0, 'effects': {'nothingChanged': true}}";

        assertThat(situation.judge(nothing, false)).isNotEmpty();
        assertThat(situation.judge(nothing, true)).isEmpty();
    }

    @Test
    void whatIsReadMustBeWhatIsStored() {
        Snapshot stored = stored(EARLIER, OLD_PROOF);
        String view = "{'user': {'details': {'changed': '2026-01-01T00:00:00Z', 'created': '2026-01-01T00:00:00Z'},"
                + " 'schema': {'id': 's', 'revision': 2}, 'data': {'a': 1}, 'state': 'USER_STATE_ACTIVE',"
                + " 'contact': {'email': {'address': 'a@b.c'}}}}";

        assertThat(reading(stored, view)).isEmpty();
        assertThat(reading(stored, view.replace("a@b.c", "b@b.c"))).isNotEmpty();
        assertThat(reading(stored, view.replace("'a': 1", "'a': 2"))).isNotEmpty();
        assertThat(reading(stored, view.replace("'revision': 2", "'revision': 1")))
                .isNotEmpty();
        assertThat(reading(stored, view.replace("ACTIVE", "LOCKED"))).isNotEmpty();
    }

    private static List<String> reading(Snapshot stored, String view) {
        Findings findings = new Findings();
        new Judgement(WORLD, stored, answer(200, "{}"), stored, List.of(), findings)
                .judgeReading(answer(200, view), true);
        return findings.all();
    }

    private static Arguments met(String expected, Situation situation) {
        return Arguments.of(expected, true, situation);
    }

    private static Arguments missed(String expected, Situation situation) {
        return Arguments.of(expected, false, situation);
    }

    private static Situation unchanged() {
        return new Situation(
                answer(200, "{'details': {'changed': '2026-01-01T00:00:00Z'}}"), stored(EARLIER, OLD_PROOF), List.of());
    }

    private static Situation changed(Snapshot.@Nullable Proof proof, List<Captured> delivered) {
        return new Situation(
                answer(200, "{'details': {'changed': '2026-01-01T00:00:01.500Z'}}"), stored(LATER, proof), delivered);
    }

    private static Situation gone() {
        return new Situation(answer(200, "{}"), new Snapshot(Map.of(), Set.of(), Map.of()), List.of());
    }

    private static Situation refused(String body) {
        return new Situation(answer(400, body), stored(EARLIER, OLD_PROOF), List.of());
    }

    private static String notice(String code) {
        return "{'channel': 'email', 'to': 'a@b.c', 'messageType': 'VerifyEmail', 'codeIncluded': true,"
                + " 'subject': 'Verify email', 'link': 'http://l', 'text': 'code " + code + "'}";
    }

    private static Captured other(Captured message) {
        return new Captured(
                "p9",
                message.channel(),
                message.type(),
                message.to(),
                message.subject(),
                message.text(),
                message.html(),
                message.code(),
                message.link(),
                message.userId());
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, Map.of("allow", List.of("GET")), json(body));
    }

    private static Snapshot stored(Instant changed, Snapshot.@Nullable Proof proof) {
        Snapshot.Contact contact = new Snapshot.Contact("a@b.c", false, proof);
        return new Snapshot(
                Map.of(
                        "7",
                        new Snapshot.User(
                                "7",
                                "1",
                                "s",
                                2,
                                json("{'a': 1}"),
                                true,
                                false,
                                EARLIER,
                                changed,
                                1,
                                Map.of(Channel.EMAIL, contact))),
                Set.of(),
                Map.of());
    }

    private static Snapshot.Proof proof(String id, @Nullable String hash) {
        return new Snapshot.Proof(id, "a@b.c", hash, EARLIER, null, 0, 0);
    }

    private static Json json(String text) {
        return JsonReading.read(text.replace('\'', '"'));
    }

    /** The result of a call. */
    private record Situation(Answer answer, Snapshot after, List<Captured> delivered) {
        List<String> judge(String expect) {
            return judge(expect, false);
        }

        List<String> judge(String expect, boolean countsGuesses) {
            Findings findings = new Findings();
            new Judgement(WORLD, stored(EARLIER, OLD_PROOF), answer, after, delivered, findings)
                    .judge(
                            Expect.read(json(expect)),
                            new JsonTransport(java.net.http.HttpClient.newHttpClient()),
                            countsGuesses);
            return findings.all();
        }

        @Override
        public String toString() {
            return answer.status() + " with " + delivered.size() + " messages";
        }
    }
}

package dev.kith.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.engines.Database;
import dev.kith.it.engines.Engine;
import dev.kith.it.faults.SmtpServer.Mail;
import dev.kith.it.faults.SmtpServer.Trouble;
import dev.kith.it.processes.Eventually;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A mail server that misbehaves; it also rejects the very first connection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class MailServerTroubleTest {
    private final Database database = Engine.POSTGRESQL.freshDatabase();
    private SmtpServer server;
    private Node node;
    private String token;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = new SmtpServer();
        node = Node.with(
                folder,
                Map.of(),
                database,
                "--kith.mail.host=127.0.0.1",
                "--kith.mail.port=" + server.port(),
                "--kith.mail.from=no-reply@example.com",
                "--kith.mail.timeout=PT12S",
                "--kith.delivery.poll=PT0.2S");
        token = node.ready().token();
    }

    @AfterAll
    void stop() throws Exception {
        node.close();
        server.close();
    }

    private String send(Trouble trouble) {
        String name = trouble.name().toLowerCase(Locale.ROOT).replace('_', '-');
        server.trouble(name + "@example.com", trouble);
        return send(name);
    }

    private String send(String name) {
        String address = name + "@example.com";
        assertThat(node.administrator(token).create(name, address).statusCode()).isEqualTo(201);
        return address;
    }

    private Rows.Message eventually(String address, String status) {
        return Eventually.get(
                () -> Rows.message(database, address),
                message -> message.status().equals(status));
    }

    /** Also shows how many mails have arrived in full: what the server has accepted without saying so arrives twice. */
    @ParameterizedTest
    @CsvSource({
        "RECIPIENT_LATER, 1",
        "MAIL_LATER, 2",
        "CUT_BEFORE_MAIL, 1",
        "CUT_AFTER_MAIL, 2",
        "SILENCE_AFTER_MAIL, 2"
    })
    void what_may_get_better_is_tried_again_with_the_same_message_id(Trouble trouble, int mails) {
        String address = send(trouble);

        Rows.Message delivered = eventually(address, "DELIVERED");

        assertThat(delivered.attempts()).isGreaterThanOrEqualTo(2);
        assertThat(server.mails(address)).hasSize(mails);
        assertThat(server.mails(address))
                .extracting(Mail::id)
                .containsOnly(server.mails(address).get(0).id());
        assertThat(server.mails(address).get(0).id()).contains(delivered.id());
    }

    @ParameterizedTest
    @EnumSource(names = {"RECIPIENT_NEVER", "MAIL_NEVER"})
    void what_will_not_get_better_is_dead_at_once(Trouble trouble) {
        String address = send(trouble);

        Rows.Message dead = eventually(address, "DEAD");

        assertThat(dead.sealed()).isFalse();
        assertThat(dead.reason()).doesNotContain(address);
    }

    @Test
    void others_get_their_mail_once() {
        String address = send("in-peace");

        eventually(address, "DELIVERED");

        assertThat(server.mails(address)).hasSize(1);
    }
}

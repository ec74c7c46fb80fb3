package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.kith.it.processes.Runner;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTest {

    @TempDir
    Path folder;

    @Test
    void a_code_arrives_through_a_mail_server_and_there_is_no_mailbox_page() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (Runner runner = Runner.start(
                folder,
                "--kith.mail.host=127.0.0.1",
                "--kith.mail.port=" + mail.getSmtp().getPort(),
                "--kith.mail.from=no-reply@id.example.com",
                "--kith.public-url=https://id.example.com")) {
            runner.call(
                    runner.token(), "PUT", "/resources/v3alpha/users/demo/email", "{\"address\":\"dora@example.com\"}");

            assertThat(mail.waitForIncomingEmail(60_000, 1)).isTrue();
            MimeMessage message = mail.getReceivedMessages()[0];
            assertThat(message.getAllRecipients()).hasSize(1);
            assertThat(message.getAllRecipients()[0]).hasToString("dora@example.com");
            assertThat(message.getSubject()).isEqualTo("Verify email");
            assertThat(GreenMailUtil.getBody(message)).contains("https://id.example.com/ui/login/mail/verification");
            assertThat(runner.call("GET", "/dev/mailbox", "", Map.of()).statusCode())
                    .isEqualTo(404);
            assertThat(runner.output()).contains("through 127.0.0.1");
        } finally {
            mail.stop();
        }
    }
}

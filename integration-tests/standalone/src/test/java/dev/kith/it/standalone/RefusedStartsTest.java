package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.it.processes.PluginJar;
import dev.kith.it.processes.Runner;
import dev.kith.spi.CodeGenerator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does wrong is answered with a sentence and the remedy, not with a stack trace. */
class RefusedStartsTest {

    @TempDir
    Path folder;

    @Test
    void a_key_that_does_not_exist() {
        refused(
                "kith.mail.hots in the command line is not a setting of Kith. Did you mean kith.mail.host?",
                "--kith.mail.hots=localhost");
    }

    @Test
    void a_phone_region_that_does_not_exist() {
        refused(
                "kith.phone.region is \"XX\" in the command line, but must be two letters of ISO 3166-1 such as CH, of a"
                        + " region with phone numbers, or none.",
                "--kith.phone.region=XX");
    }

    @Test
    void a_variable_that_does_not_exist_is_compared_with_those_of_the_program_too() {
        refused(
                "The environment variable KITH_HTP_PORT is not a setting of Kith. Did you mean KITH_HTTP_PORT?",
                Map.of("KITH_HTP_PORT", "0"));
    }

    @Test
    void a_value_that_the_program_does_not_take() {
        refused(
                "kith.metrics is \"somebody\" in the environment variable KITH_METRICS, but must be nobody, this-machine"
                        + " or everybody.",
                Map.of("KITH_METRICS", "somebody"));
    }

    @Test
    void a_value_that_is_not_allowed() throws Exception {
        Files.writeString(folder.resolve("kith.properties"), "kith.code.pause = 30 seconds\nkith.http.port = 99999");

        refused("""
                kith.code.pause is "30 seconds" in kith.properties, but must be a duration from PT0S to PT24H in ISO 8601 form, such as PT30S or PT1H.""", "--config=kith.properties", "--kith.http.port=0");
    }

    @Test
    void an_argument_that_means_nothing() {
        refused("The argument \"-v\" is not understood.", "-v");
    }

    @Test
    void a_port_that_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    "Port " + taken.getLocalPort()
                            + " on 127.0.0.1 cannot be opened: Address already in use. Stop what uses"
                            + " it, or choose another one with --kith.http.port=<port> (0: any free port).",
                    "--kith.http.port=" + taken.getLocalPort());
        }
    }

    @Test
    void a_file_of_settings_that_does_not_exist() {
        refused(
                "There is no file " + folder.toAbsolutePath().normalize().resolve("nofile")
                        + " (--config). Correct the path, or leave the argument out.",
                "--config=nofile");
    }

    @Test
    void a_certificate_without_its_key() throws Exception {
        Files.writeString(folder.resolve("tls.crt"), "nonsense");

        refused(
                "kith.tls.key is missing: a certificate and its key belong together. Set both, or neither for plain HTTP.",
                "--kith.tls.certificate=tls.crt");
    }

    @Test
    void a_certificate_that_is_none() throws Exception {
        Files.writeString(folder.resolve("tls.crt"), "nonsense");
        Files.writeString(folder.resolve("tls.key"), "nonsense");

        refused(
                "kith.tls.certificate (tls.crt) and kith.tls.key (tls.key) cannot be used: the file of the certificate ",
                "--kith.tls.certificate=tls.crt",
                "--kith.tls.key=tls.key");
    }

    @Test
    void tables_that_a_newer_version_has_migrated() throws Exception {
        Runner.start(folder).close();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + folder.resolve("kith-data/kith").toAbsolutePath() + ";AUTO_SERVER=TRUE",
                        "kith",
                        "");
                Statement statement = connection.createStatement()) {
            statement.execute("insert into kith_migration (version, node, moment) values (99, 'newer', 1)");
        }
        String sentence =
                "The database is not ready: the tables in the database are at version 99, but this version of Kith"
                        + " supports versions up to 7; start the newer version of Kith that migrated them, or restore a backup from"
                        + " before that.";

        refused(sentence);
        refused(sentence, "--kith.database.migrate=false");
        assertThat(Runner.startInVain(folder, "users", "erase", "demo").errors())
                .contains(sentence);
    }

    @Test
    void a_database_that_does_not_answer() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String said = refused(
                "The database cannot be opened: jdbc:postgresql://127.0.0.1:" + port + "/kith (",
                "--kith.database.url=jdbc:postgresql://127.0.0.1:" + port + "/kith?password=hunter2",
                "--kith.database.username=kith");

        assertThat(said).contains("Start it, or correct kith.database.url").doesNotContain("hunter2");
    }

    @Test
    void two_plugins_for_one_thing() {
        PluginJar.install(folder, "one.jar", CodeGenerator.class, "com.one.One", generator("com.one", "One", "one"));
        PluginJar.install(folder, "two.jar", CodeGenerator.class, "com.two.Two", generator("com.two", "Two", "two"));

        String said = refused("There are 2 candidates to be the code generator: ");

        assertThat(said)
                .contains("kith-plugins/one.jar")
                .contains("kith-plugins/two.jar")
                .contains("Choose with kith.code-generator=one or kith.code-generator=two, or remove all but one.");
    }

    @Test
    void a_plugin_that_cannot_be_created() {
        PluginJar.install(
                folder,
                "bad.jar",
                CodeGenerator.class,
                "com.bad.Bad",
                generator("com.bad", "Bad", "bad")
                        .replace(
                                "{ /* body */", "{ public Bad() { throw new IllegalStateException(\"no licence\"); }"));

        assertThat(refused("A code generator cannot be loaded: "))
                .contains("com.bad.Bad")
                .contains("no licence");
    }

    private String refused(String sentence, String... arguments) {
        return refused(sentence, Map.of(), arguments);
    }

    private String refused(String sentence, Map<String, String> environment, String... arguments) {
        Runner runner = Runner.startInVain(folder, environment, arguments);

        assertThat(runner.exitCode()).isEqualTo(1);
        assertThat(runner.errors())
                .contains("Kith does not start.\n" + sentence)
                .doesNotContain("\tat ");
        assertThat(runner.output()).doesNotContain("Kith is ready");
        return runner.errors();
    }

    private static String generator(String pack, String type, String name) {
        return """
                package %s;
                import dev.kith.spi.CodeGenerator;
                public class %s implements CodeGenerator { /* body */
                    public String name() { return "%s"; }
                    public String generate(Purpose purpose) { return "ABCDEF"; }
                }
                """.formatted(pack, type, name);
    }
}

package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.it.processes.Eventually;
import dev.kith.it.processes.PluginJar;
import dev.kith.it.processes.Runner;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.UserSchemaProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says of itself, over what it speaks, and how it ends. */
class StartedProgramTest {
    private static final String USER = "/resources/v3alpha/users/demo";
    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    @Test
    void jars_that_bring_nothing_are_warned_of_by_name() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("kith-plugins"));
        PluginJar.install(folder, "good.jar", CodeGenerator.class, "com.good.Good", generator("com.good", "Good"));
        PluginJar.install(folder, "unnamed.jar", CodeGenerator.class, "com.un.Named", generator("com.un", "Named"));
        repack(plugins.resolve("unnamed.jar"), "com/un/Named.class", folder.resolve("classes-unnamed.jar"));
        pack(plugins.resolve("typo.jar"), "META-INF/services/dev.kith.spi.Notifer", "com.acme.Sms\n");
        pack(plugins.resolve("library.jar"), "some/file.txt", "nothing for Kith");
        Files.writeString(plugins.resolve("corrupt.jar"), "garbage");

        try (Runner runner = Runner.start(folder)) {
            assertThat(runner.errors())
                    .contains("plugin=corrupt.jar outcome=no-jar: ")
                    .contains("plugin=typo.jar outcome=misnamed: its file META-INF/services/dev.kith.spi.Notifer is not"
                            + " called like an extension point")
                    .contains("plugin=unnamed.jar outcome=no-provider: ")
                    .doesNotContain("plugin=good.jar", "plugin=library.jar");
            assertThat(runner.output())
                    .contains("  Plugins   good.jar, library.jar (no provider), typo.jar (no provider), unnamed.jar"
                            + " (no provider)\n")
                    .contains("  SMS       kept on the same page\n");
            assertThat(runner.errors())
                    .containsPattern("outcome=started version=\\d\\S+ instance=default database=\\[H2 \\d.*]"
                            + " email=\\[\"mailbox\"] sms=\\[\"mailbox\"] authenticator=\\[\"default\"]");
        }
    }

    @Test
    void with_schemas_of_ones_own_nobody_is_invited_to_try_a_user_that_does_not_exist() {
        PluginJar.install(folder, "schemas.jar", UserSchemaProvider.class, "com.acme.Schemas", """
                package com.acme;
                import dev.kith.spi.UserSchemaProvider;
                import java.util.Optional;
                public class Schemas implements UserSchemaProvider {
                    public String name() { return "acme"; }
                    public Optional<UserSchema> newest(String id) { return Optional.empty(); }
                    public Optional<UserSchema> revision(String id, int revision) { return Optional.empty(); }
                }
                """);
        try (Runner runner = Runner.start(folder)) {
            assertThat(runner.errors())
                    .contains("demo=none: schemas come from \"acme\" (schemas.jar), so there is no schema and no user")
                    .doesNotContain("Done[", "Refused[");
            assertThat(runner.output()).contains("Administrator token").doesNotContain("Try it", USER);
        }
    }

    @Test
    void with_the_setting_each_event_of_the_log_is_an_object() throws Exception {
        try (Runner runner = Runner.start(folder, "--kith.log.format=json", "--kith.log.level=debug")) {
            runner.call(runner.token(), "PUT", USER + "/email", "{\"address\":\"dora@example.com\"}");
            MailboxPageTest.Mailbox.await(runner, "dora@example.com");
            Eventually.get(runner::errors, log -> log.contains("\"level\":\"DEBUG\""));

            List<String> lines = runner.errors().lines().toList();

            assertThat(lines).isNotEmpty();
            for (String line : lines) {
                assertThat(((Json.Obj) JsonText.read(line)).members())
                        .containsKeys("time", "level", "logger", "message", "thread");
            }
        }
    }

    @Test
    void with_a_certificate_the_port_speaks_tls_and_takes_a_new_one_while_it_runs() throws Exception {
        KeyStore one = certificate("one");
        KeyStore two = certificate("two");
        write(one);
        try (Runner runner = Runner.start(folder, "--kith.tls.certificate=tls.crt", "--kith.tls.key=tls.key")) {
            assertThat(runner.url()).hasScheme("https");
            HttpResponse<String> answer = call(client(one), runner, USER);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(call(client(one), runner, "/health/started").statusCode())
                    .isEqualTo(200);

            write(two);

            Eventually.get(runner::errors, log -> log.contains("tls=reloaded"));
            assertThat(call(client(two), runner, "/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void asked_to_end_it_is_not_ready_any_more_and_still_serves() throws Exception {
        Runner runner = Runner.start(folder, "--kith.shutdown.delay=PT15S");
        Eventually.get(() -> status(runner, "/health/ready"), status -> status == 200);
        assertThat(status(runner, "/health/started")).isEqualTo(200);

        CompletableFuture<Void> end = CompletableFuture.runAsync(runner::close);

        Eventually.get(() -> status(runner, "/health/ready"), status -> status == 503);
        assertThat(status(runner, "/health/live")).isEqualTo(200);
        assertThat(runner.call(runner.token(), "GET", USER, "").statusCode()).isEqualTo(200);
        end.get(60, TimeUnit.SECONDS);
        assertThat(runner.exitCode()).isEqualTo(143);
    }

    private static int status(Runner runner, String path) {
        return runner.call("GET", path, "", Map.of()).statusCode();
    }

    private static HttpResponse<String> call(HttpClient client, Runner runner, String path)
            throws IOException, InterruptedException {
        URI url = URI.create(runner.url().toString().replace("127.0.0.1", "localhost") + path);
        return client.send(
                HttpRequest.newBuilder(url)
                        .header("Authorization", "Bearer " + runner.token())
                        .build(),
                BodyHandlers.ofString());
    }

    /** Trusts the certificate of a store. */
    private static HttpClient client(KeyStore store) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("trusted", store.getCertificate("kith"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private KeyStore certificate(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "kith",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    }

    private void write(KeyStore store) throws Exception {
        Files.writeString(
                folder.resolve("tls.crt"),
                pem("CERTIFICATE", store.getCertificate("kith").getEncoded()));
        Files.writeString(
                folder.resolve("tls.key"),
                pem("PRIVATE KEY", store.getKey("kith", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return Stream.of(
                        "-----BEGIN " + what + "-----",
                        Base64.getMimeEncoder().encodeToString(bytes),
                        "-----END " + what + "-----\n")
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow();
    }

    /** The same jar with one file alone. */
    private static void repack(Path jar, String entry, Path classes) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            Files.copy(classes.resolve(entry), out);
        }
    }

    private static void pack(Path jar, String entry, String text) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String generator(String pack, String type) {
        return """
                package %s;
                import dev.kith.spi.CodeGenerator;
                public class %s implements CodeGenerator {
                    public String name() { return "good"; }
                    public String generate(Purpose purpose) { return "ABCDEF"; }
                }
                """.formatted(pack, type);
    }
}

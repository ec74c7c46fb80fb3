package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.ContactUniqueness.UniquenessScope;
import dev.kith.Kith;
import dev.kith.KithStartException;
import dev.kith.api.transfer.ImportMode;
import dev.kith.api.transfer.ImportObserver;
import dev.kith.api.transfer.ImportOptions;
import dev.kith.delivery.Logged;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Configurable;
import dev.kith.spi.Notifier;
import dev.kith.spi.PluginSettings;
import jakarta.servlet.ServletContext;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators hear about a start, one that succeeds and one that does not. */
class StartTest {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    @TempDir
    Path folder;

    @Test
    void a_wrong_password_of_the_data_source_is_told_in_the_words_of_the_database() throws SQLException {
        JdbcDataSource right = database();
        right.setUser("kith");
        right.setPassword("right");
        try (Connection creating = right.getConnection()) {
            assertThat(creating.isValid(0)).isTrue();
        }
        JdbcDataSource wrong = database();
        wrong.setUser("kith");
        wrong.setPassword("hunter2");

        assertThatThrownBy(() -> new DefaultKithBuilder()
                        .serversDataSource(() -> Optional.of(wrong))
                        .start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith(
                        "The database cannot be opened: the server's default data source gives no connection (Wrong"
                                + " user name or password")
                .hasMessageEndingWith("Start the database, or correct the data source's URL, account and password.")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void an_empty_database_that_must_not_be_migrated_is_told_so() {
        assertThatThrownBy(() ->
                        builder().setting("kith.database.migrate", "false").start())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith(
                        "The database has no tables of Kith that can be read, and kith.database.migrate is"
                                + " false. Let Kith make them (kith.database.migrate=true), or run the scripts in its jar");
    }

    @Test
    void a_database_whose_tables_are_there_needs_no_migration() {
        builder().start().close();

        try (Kith kith = builder().setting("kith.database.migrate", "false").start()) {
            assertThat(kith.administratorTokens().isEmpty()).isTrue();
        }
    }

    @Test
    void a_node_that_keeps_contacts_otherwise_than_the_database_is_told_what_to_do() {
        builder().setting("kith.contact.unique", "instance").start().close();

        assertThatThrownBy(() -> builder().start())
                .isInstanceOf(KithStartException.class)
                .hasMessage(
                        "The contacts are not ready: kith.contact.unique=none is configured, but the database is used"
                                + " with kith.contact.unique=instance. All nodes need the same. Either configure"
                                + " kith.contact.unique=instance, or switch: stop all nodes and start one with"
                                + " kith.contact.unique=none and kith.contact.unique-before=instance.");

        try (Kith command = builder().quiet().start()) {
            assertThat(command.contactUniqueness().conflicts(UniquenessScope.INSTANCE, 5))
                    .isEmpty();
            assertThat(command.userTransfer().exportUser("nobody")).isEmpty();
            assertThatThrownBy(() -> command.userTransfer()
                            .importUsers(
                                    InputStream.nullInputStream(),
                                    new ImportOptions("default", null, null, ImportMode.CREATE, false, 1, true),
                                    ImportObserver.NONE))
                    .isInstanceOf(KithStartException.class)
                    .hasMessageContaining("All nodes need the same.");
        }
        builder().setting("kith.contact.unique-before", "instance").start().close();
        builder().start().close();
    }

    @Test
    void one_line_says_what_a_start_has_led_to() throws Exception {
        List<String> lines = Logged.by(
                KithStarter.class,
                () -> builder()
                        .setting("kith.public-url", "https://id.example.com")
                        .notifier(new Sms())
                        .deliver(false)
                        .start()
                        .close());

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("INFO outcome=started version=")
                .containsPattern("database=\\[H2 2\\.[0-9.]+ \\(.*\\) of the program's data source]")
                .contains(" email=[\"log\"] sms=[\"acme-sms\" (" + Sms.class.getName()
                        + ")] authenticator=[\"default\"]" + " listeners=[] off=[delivery]");
    }

    @Test
    void a_command_beside_the_server_repeats_nothing_of_that() throws Exception {
        for (Class<?> speaker : List.of(KithStarter.class, KeyRing.class)) {
            assertThat(Logged.by(speaker, () -> builder().quiet().start().close()))
                    .isEmpty();
            assertThat(Logged.by(speaker, () -> builder().start().close())).isNotEmpty();
        }
    }

    @Test
    void settings_of_a_plugin_that_does_not_exist_are_warned_of_by_name_and_never_by_value() throws Exception {
        List<String> lines = Logged.by(
                KithStarter.class,
                () -> builder()
                        .setting("kith.public-url", "https://id.example.com")
                        .setting("kith.plugin.acme-sms.url", "https://sms.example.com")
                        .setting("kith.plugin.acmi.password", "hunter2")
                        .notifier(new Sms())
                        .start()
                        .close());

        assertThat(lines)
                .contains(
                        "WARNING settings=unused: kith.plugin.acmi.password in the builder: there is no plugin of that"
                                + " name; the names of the plugins are [acme-sms]")
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void settings_at_the_root_of_a_web_archive_are_read() throws Exception {
        Path file = folder.resolve("kith.properties");
        Files.writeString(file, "kith.plugin.codes.prefix = Z\nkith.code.length = 7\n");
        ServletContext context = (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getResource");
                    assertThat(arguments).containsExactly("/META-INF/kith.properties");
                    return file.toUri().toURL();
                });
        URL found = WebArchive.settings(context).orElseThrow();
        Codes codes = new Codes();

        try (Kith kith = builder().settingsFile(found).codeGenerator(codes).start()) {
            assertThat(kith.settings().value("kith.code.length")).contains("7");
            assertThat(codes.prefix).isEqualTo("Z");
        }
        assertThat(WebArchive.settings("no web application")).isEmpty();
    }

    private DefaultKithBuilder builder() {
        return new DefaultKithBuilder().dataSource(database());
    }

    private JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        return database;
    }

    private static final class Codes implements CodeGenerator, Configurable {
        private String prefix = "";

        @Override
        public String name() {
            return "codes";
        }

        @Override
        public String generate(Purpose purpose) {
            return prefix + "23456";
        }

        @Override
        public void configure(PluginSettings settings) {
            prefix = settings.get("prefix");
        }
    }

    private static final class Sms implements Notifier {
        @Override
        public String name() {
            return "acme-sms";
        }

        @Override
        public boolean carries(Channel channel) {
            return channel == Channel.SMS;
        }

        @Override
        public Outcome deliver(Notification notification) {
            return Outcome.accepted();
        }
    }
}

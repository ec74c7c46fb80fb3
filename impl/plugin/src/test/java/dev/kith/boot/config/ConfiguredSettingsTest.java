package dev.kith.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.KithStartException;
import dev.kith.boot.ProviderJar;
import dev.kith.core.CoreSettings.ContactChangePolicy;
import dev.kith.spi.PluginSettings;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredSettingsTest {
    private static final KnownSettings PLUGIN = KnownSettings.with(List.of());

    @TempDir
    Path folder;

    static List<Setting<?>> table() {
        return Setting.all();
    }

    @ParameterizedTest
    @MethodSource("table")
    void every_default_is_an_allowed_value_and_every_setting_says_what_it_is(Setting<?> setting) {
        setting.standard()
                .ifPresent(text -> assertThat(setting.type().read(text)).isPresent());
        assertThat(setting.description()).endsWith(".");
        assertThat(setting.type().allowed()).isNotBlank();
        assertThat(setting.key()).matches("kith(\\.[a-z]+(-[a-z]+)*)+");
    }

    @Test
    void no_key_and_no_variable_comes_twice() {
        assertThat(table()).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(table()).extracting(Setting::variable).doesNotHaveDuplicates();
    }

    @Test
    void the_defaults_hold_where_nothing_is_configured() {
        ConfiguredSettings settings = read();

        assertThat(settings.get(Setting.INSTANCE_ID)).isEqualTo("default");
        assertThat(settings.get(Setting.CODE_LIFETIME)).isEqualTo(Duration.ofHours(1));
        assertThat(settings.get(Setting.CHANGE_BY_SELF)).isEqualTo(ContactChangePolicy.AFTER_VERIFICATION);
        assertThat(settings.get(Setting.CHANGE_BY_OWNER)).isEqualTo(ContactChangePolicy.IMMEDIATE);
        assertThat(settings.find(Setting.PUBLIC_URL)).isEmpty();
    }

    @Test
    void the_first_source_that_knows_a_key_wins() {
        ConfiguredSettings settings = read(
                SettingSource.of("the builder", Map.of("kith.code.length", "8")),
                environment(Map.of("KITH_CODE_LENGTH", "9", "KITH_CODE_PAUSE", "PT1M")));

        assertThat(settings.get(Setting.CODE_LENGTH)).isEqualTo(8);
        assertThat(settings.get(Setting.CODE_PAUSE)).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kith.code.length | six | a whole number from 4 to 20",
                "kith.code.length | 21 | a whole number from 4 to 20",
                "kith.code.lifetime | 1h | a duration from PT0S to PT8760H in ISO 8601 form",
                "kith.code.lifetime | -PT1S | a duration from PT0S",
                "kith.user-schema.enabled | yes | true or false",
                "kith.public-url | example.com | an absolute http or https URL",
                "kith.public-url | http://u:p@example.com | an absolute http or https URL",
                "kith.public-url | javascript:alert(1) | an absolute http or https URL",
                "kith.links.allowed-origins | https://a.example/path | a comma-separated list of origins",
                "kith.links.allowed-origins | https://a.example,javascript://verify | a comma-separated list of origins",
                "kith.links.allowed-origins | DATA://verify | a comma-separated list of origins",
                "kith.links.allowed-origins | java%73cript://verify | a comma-separated list of origins",
                "kith.links.allowed-origins | myapp: | a comma-separated list of origins",
                "kith.cors.allowed-origins | myapp://verify | a comma-separated list of origins",
                "kith.contact.change.self | later | immediate or after-verification",
                "kith.organizations | a,a | every id once",
                "kith.schemas.directory | /does/not/exist | a folder that exists",
                "kith.code.alphabet | upper,upper | upper, lower, digits or symbols",
                "kith.phone.region | XX | two letters of ISO 3166-1 such as CH",
                "kith.phone.region | Switzerland | two letters of ISO 3166-1 such as CH",
                "kith.phone.region | 41 | two letters of ISO 3166-1 such as CH",
                "kith.code.alphabet | unambiguous,lower | unambiguous, or upper",
                "kith.code.alphabet | unambiguous,unambiguous | unambiguous, or upper",
                "kith.mail.security | ssl | none, starttls or tls",
                "kith.mail.helo | mx 1 | a host name such as mx1.example.com",
                "kith.mail.token-file | /does/not/exist | a file that exists",
                "kith.mail.from | nobody | an address such as"
            })
    void a_bad_value_is_named_with_its_key_its_origin_and_what_is_allowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> read(SettingSource.of("a system property", Map.of(key, value))))
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith(key + " is \"" + value + "\" in a system property, but must be ")
                .hasMessageContaining(allowed);
    }

    @ParameterizedTest
    @CsvSource({"kith.keys, c2VjcmV0", "kith.keys, k1:c2VjcmV0", "kith.administrator.token-hash, hunter2"})
    void a_bad_secret_is_named_but_not_shown(String key, String value) {
        assertThatThrownBy(() -> read(SettingSource.of("a system property", Map.of(key, value))))
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith(key + " has a value (not shown) in a system property")
                .hasMessageNotContaining(value);
    }

    @Test
    void values_do_not_show_where_settings_are_printed() {
        String secret = "k1:" + "A".repeat(43) + "=";
        ConfiguredSettings settings = read(SettingSource.of("a test", Map.of("kith.keys", secret)));

        assertThat(settings.toString()).contains("kith.keys").doesNotContain("AAAA");
        assertThat(settings.get(Setting.KEYS).toString()).doesNotContain("AAAA");
    }

    @Test
    void an_unknown_key_stops_the_start_and_the_sentence_guesses_what_was_meant() {
        assertThatThrownBy(() ->
                        read(SettingSource.of("a system property", Map.of("kith.code.lenght", "6", "other.key", "x"))))
                .isInstanceOf(KithStartException.class)
                .hasMessage(
                        "kith.code.lenght in a system property is not a setting of Kith. Did you mean kith.code.length?");
    }

    @Test
    void an_unknown_variable_stops_the_start_but_not_those_that_kubernetes_sets() {
        read(environment(Map.of(
                "KITH_PORT",
                "tcp://10.0.0.1:80",
                "KITH_PORT_80_TCP_ADDR",
                "10.0.0.1",
                "KITH_SERVICE_HOST",
                "10.0.0.1")));

        assertThatThrownBy(() -> read(environment(Map.of("KITH_PUBLICURL", "x"))))
                .hasMessage(
                        "The environment variable KITH_PUBLICURL is not a setting of Kith. Did you mean KITH_PUBLIC_URL?");
    }

    @Test
    void all_faults_are_named_at_once() {
        assertThatThrownBy(
                        () -> read(SettingSource.of("a test", Map.of("kith.code.length", "x", "kith.mail.port", "y"))))
                .hasMessageContaining("kith.code.length")
                .hasMessageContaining("kith.mail.port");
    }

    @Test
    void files_on_the_class_path_are_read() throws Exception {
        Path jar = propertiesJar(
                "one", "kith.public-url = https://id.example.com/\nkith.organizations=acme=acme.example,b");
        try (URLClassLoader loader = ProviderJar.loader(jar)) {
            ConfiguredSettings settings = read(SettingSource.files(loader, List.of()));

            assertThat(settings.get(Setting.PUBLIC_URL)).isEqualTo(URI.create("https://id.example.com"));
            assertThat(settings.get(Setting.ORGANIZATIONS)).isEqualTo(Map.of("acme", "acme.example", "b", ""));
        }
    }

    @Test
    void two_files_that_differ_stop_the_start() throws Exception {
        Path one = propertiesJar("one", "kith.code.length=6");
        Path two = propertiesJar("two", "kith.code.length=7");
        try (URLClassLoader loader = ProviderJar.loader(one, two)) {
            assertThatThrownBy(() -> SettingSource.files(loader, List.of()))
                    .isInstanceOf(KithStartException.class)
                    .hasMessageContaining("one.jar")
                    .hasMessageContaining("two.jar")
                    .hasMessageContaining("Remove one of them.");
        }
    }

    @Test
    void a_missing_setting_says_what_to_set() {
        assertThatThrownBy(() -> read().get(Setting.MAIL_FROM))
                .hasMessage(
                        "kith.mail.from is missing. Set it to an address such as no-reply@example.com or Kith <no-reply@example.com>.");
    }

    @Test
    void lists_are_taken_apart_at_commas() {
        ConfiguredSettings settings = read(SettingSource.of(
                "a test", Map.of("kith.instance.domains", " a.example , b.example,", "kith.notifier", "")));

        assertThat(settings.get(Setting.INSTANCE_DOMAINS)).isEqualTo(Set.of("a.example", "b.example"));
        assertThat(settings.get(Setting.NOTIFIER)).isEmpty();
    }

    static List<String> programKeys() {
        return KnownSettings.PROGRAM_KEYS;
    }

    @ParameterizedTest
    @MethodSource("programKeys")
    void a_key_of_the_program_does_not_stop_a_server_and_has_no_effect(String key) {
        ConfiguredSettings settings = read(SettingSource.of("a system property", Map.of(key, "#")));

        assertThat(settings.value(key)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("programKeys")
    void a_variable_of_the_program_does_not_stop_a_server_and_has_no_effect(String key) {
        String variable = key.toUpperCase(Locale.ROOT).replace('.', '_');
        ConfiguredSettings settings = read(environment(Map.of(variable, "#", "KITH_CODE_LENGTH", "9")));

        assertThat(settings.value(key)).isEmpty();
        assertThat(settings.get(Setting.CODE_LENGTH)).isEqualTo(9);
    }

    @Test
    void a_server_guesses_the_keys_of_the_program_as_well() {
        assertThatThrownBy(() -> read(SettingSource.of("a test", Map.of("kith.htp.port", "80"))))
                .hasMessageEndingWith("Did you mean kith.http.port?");
        assertThatThrownBy(() -> read(environment(Map.of("KITH_HTP_PORT", "80"))))
                .hasMessageEndingWith("Did you mean KITH_HTTP_PORT?");
    }

    @Test
    void settings_that_are_known_beside_those_of_the_plugin_are_read_like_them() {
        Setting<Integer> port = Setting.of("kith.http.port", SettingType.number(0, 65_535), "8080", "The port.");
        Setting<String> url = Setting.secret("kith.database.url", SettingType.text(), "The database.");
        KnownSettings known = KnownSettings.with(List.of(port, url));

        ConfiguredSettings settings = ConfiguredSettings.read(
                List.of(
                        SettingSource.environment(Map.of("KITH_DATABASE_URL", "jdbc:h2:mem:", "KITH_DATA", "#"), known),
                        SettingSource.of("a test", Map.of("kith.code.length", "7"))),
                known);

        assertThat(settings.get(port)).isEqualTo(8080);
        assertThat(settings.get(url)).isEqualTo("jdbc:h2:mem:");
        assertThat(settings.get(Setting.CODE_LENGTH)).isEqualTo(7);
        assertThat(settings.value("kith.http.port")).contains("8080");
        assertThat(settings.value("kith.database.url")).contains("***");
        assertThatThrownBy(() -> ConfiguredSettings.read(
                        List.of(SettingSource.of("a test", Map.of("kith.http.port", "y"))), known))
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.http.port is \"y\" in a test");
    }

    @Test
    void settings_of_plugins_are_found_by_their_keys_in_the_order_of_the_sources() {
        ConfiguredSettings settings = read(
                SettingSource.of("the command line", Map.of("kith.plugin.acme-sms.url", "https://first.example.com")),
                environment(Map.of(
                        "KITH_PLUGIN_ACME_SMS_URL", "https://second.example.com",
                        "KITH_PLUGIN_ACME_SMS_API_KEY", "s3cret")),
                SettingSource.of("a file", Map.of("kith.plugin.acme-sms.api-key", "other", "kith.plugin.b.x", " ")));

        PluginSettings plugin = settings.plugin("acme-sms");

        assertThat(plugin.get("url")).isEqualTo("https://first.example.com");
        assertThat(plugin.get("api-key")).isEqualTo("s3cret");
        assertThat(plugin.find("nothing")).isEmpty();
        assertThat(settings.plugin("b").find("x")).isEmpty();
        assertThatThrownBy(() -> plugin.get("nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kith.plugin.acme-sms.nothing is missing");
    }

    @Test
    void no_listing_shows_a_setting_of_a_plugin() {
        ConfiguredSettings settings =
                read(SettingSource.of("a test", Map.of("kith.plugin.acme.password", "s3cret", "kith.plugin.b.c", "d")));

        assertThat(settings.value("kith.plugin.acme.password")).contains("***");
        assertThat(settings.value("kith.plugin.acme.other")).isEmpty();
        assertThat(settings.plugin("acme").toString() + settings + settings.ofOtherPlugins(List.of("b")))
                .contains("kith.plugin.acme.password in a test")
                .doesNotContain("s3cret", "kith.plugin.b.c");
    }

    @Test
    void settings_of_plugins_that_do_not_exist_are_named_with_their_origin() {
        ConfiguredSettings settings = read(
                SettingSource.of("a file", Map.of("kith.plugin.acme.url", "x", "kith.plugin.acme-sms.url", "y")),
                environment(Map.of("KITH_PLUGIN_ACMI_URL", "z")));

        assertThat(settings.ofOtherPlugins(List.of("acme-sms")))
                .containsExactly("kith.plugin.acme.url in a file", "the environment variable KITH_PLUGIN_ACMI_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kith.plugin", "kith.plugin.", "kith.plugin.url", "kith.plugin..url", "kith.plugin.a."})
    void a_key_that_names_no_plugin_or_no_setting_of_it_stops_the_start(String key) {
        assertThatThrownBy(() -> read(SettingSource.of("a test", Map.of(key, "x"))))
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith(key + " in a test is not a setting of Kith.");
    }

    private static ConfiguredSettings read(SettingSource... sources) {
        return ConfiguredSettings.read(List.of(sources), PLUGIN);
    }

    private static SettingSource environment(Map<String, String> variables) {
        return SettingSource.environment(variables, PLUGIN);
    }

    private Path propertiesJar(String name, String text) {
        return ProviderJar.in(folder.resolve(name))
                .file("META-INF/kith.properties", text)
                .build(name + ".jar");
    }
}

package dev.kith.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.KithStartException;
import dev.kith.boot.DefaultKithBuilder;
import dev.kith.boot.RunningKith;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.KnownSettings;
import dev.kith.boot.config.Setting;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramSettingTest {

    static List<Setting<?>> settings() {
        return ProgramSetting.all();
    }

    @Test
    void the_plugin_ignores_the_keys_of_the_program_and_no_others() {
        assertThat(ProgramSetting.all()).extracting(Setting::key).containsExactlyElementsOf(KnownSettings.PROGRAM_KEYS);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void every_default_is_an_allowed_value_and_every_setting_says_what_it_is(Setting<?> setting) {
        setting.standard()
                .ifPresent(text -> assertThat(setting.type().read(text)).isPresent());
        assertThat(setting.description()).endsWith(".");
        assertThat(setting.type().allowed()).isNotBlank();
        assertThat(setting.key()).matches("kith(\\.[a-z]+(-[a-z]+)*)+");
    }

    @Test
    void no_key_and_no_variable_comes_twice() {
        List<Setting<?>> all = Stream.concat(Setting.all().stream(), ProgramSetting.all().stream())
                .toList();

        assertThat(all).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(all).extracting(Setting::variable).doesNotHaveDuplicates();
    }

    @Test
    void a_kith_outside_of_the_program_starts_with_all_of_the_keys_and_ignores_them() {
        KithBuilder builder = Kith.builder().dataSource(database());
        KnownSettings.PROGRAM_KEYS.forEach(key -> builder.setting(key, "#"));
        try (Kith kith = builder.start()) {
            assertThat(KnownSettings.PROGRAM_KEYS)
                    .allSatisfy(key -> assertThat(kith.settings().value(key)).isEmpty());
        }
    }

    @Test
    void the_kith_of_the_program_knows_the_values_by_key() {
        DefaultKithBuilder builder = described("--kith.http.port=9090", "--kith.database.password=hunter2hunter2");
        try (RunningKith kith = builder.dataSource(database()).start()) {
            assertThat(kith.settings().value("kith.http.port")).contains("9090");
            assertThat(kith.settings().value("kith.metrics")).contains("this-machine");
            assertThat(kith.settings().value("kith.dev")).isEmpty();
            assertThat(kith.settings().value("kith.database.password")).contains("***");
            assertThat(kith.settings().value("kith.code.length")).contains("6");
        }
    }

    @Test
    void the_program_reads_its_settings_beside_those_of_the_plugin() {
        ConfiguredSettings settings =
                described("--kith.metrics=everybody", "--kith.code.length=8").readSettings();

        assertThat(settings.get(ProgramSetting.METRICS)).isEqualTo(MetricsFor.EVERYBODY);
        assertThat(settings.get(ProgramSetting.HTTP_HOST)).isEqualTo("127.0.0.1");
        assertThat(settings.get(Setting.CODE_LENGTH)).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({
        "kith.http.prot, kith.http.port",
        "kith.database.usrname, kith.database.username",
        "kith.database.migrat, kith.database.migrate",
        "kith.datasourc, kith.datasource",
        "kith.dat, kith.data",
        "kith.mail.hots, kith.mail.host"
    })
    void the_program_suggests_the_nearest_of_all_keys(String wrong, String right) {
        assertThatThrownBy(() -> described("--" + wrong + "=x").readSettings())
                .isInstanceOf(KithStartException.class)
                .hasMessage(wrong + " in the command line is not a setting of Kith. Did you mean " + right + "?");
    }

    @Test
    void a_bad_secret_of_the_program_is_named_but_not_shown() {
        assertThatThrownBy(() -> described("--kith.database.url=oracle:secret").readSettings())
                .isInstanceOf(KithStartException.class)
                .hasMessageStartingWith("kith.database.url has a value (not shown) in the command line")
                .hasMessageNotContaining("oracle:secret");
    }

    @Test
    void faults_of_the_program_and_of_the_plugin_are_all_named_at_once() {
        assertThatThrownBy(() ->
                        described("--kith.code.length=x", "--kith.http.port=y").readSettings())
                .hasMessageContaining("kith.code.length is \"x\"")
                .hasMessageContaining("kith.http.port is \"y\"");
    }

    private static DefaultKithBuilder described(String... arguments) {
        return Runner.described(Arguments.read(arguments));
    }

    private static JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }
}

package dev.kith.it.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.boot.config.Setting;
import dev.kith.it.processes.Runner;
import dev.kith.standalone.ProgramSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference of the settings is that of the settings. */
class SettingsDocumentTest {
    private static final String DOCUMENT = "docs/reference/settings.md";
    private static final Pattern VARIABLE = Pattern.compile("\\bKITH_[A-Z_]+\\b");

    @TempDir
    Path folder;

    @Test
    void the_table_of_settings_is_the_one_of_the_program() {
        assertThat(Documents.section(DOCUMENT, "All settings")).contains(table());
    }

    private static String table() {
        return "| key | default | meaning |\n|---|---|---|\n"
                + Stream.concat(
                                Setting.all().stream().map(setting -> row(setting, "")),
                                ProgramSetting.all().stream().map(setting -> row(setting, " *Program only.*")))
                        .collect(joining("\n"))
                + "\n\n";
    }

    private static String row(Setting<?> setting, String note) {
        return "| `" + setting.key() + "` | "
                + setting.standard().map(text -> "`" + text + "`").orElse("") + " | " + setting.description() + note
                + " |";
    }

    @Test
    void the_environment_variables_that_are_named_are_those_of_settings() {
        List<String> variables = Stream.concat(Setting.all().stream(), ProgramSetting.all().stream())
                .map(Setting::variable)
                .toList();
        List<String> named = VARIABLE.matcher(Documents.section(DOCUMENT, "Environment variables"))
                .results()
                .map(found -> found.group())
                .filter(name -> !name.startsWith("KITH_PORT") && !name.startsWith("KITH_SERVICE"))
                .toList();

        assertThat(named).hasSizeGreaterThan(2);
        assertThat(variables).containsAll(named);
    }

    /** Each source is one rank below the one before it, as the list says. */
    @Test
    void the_first_source_that_knows_a_key_wins() throws Exception {
        Files.writeString(folder.resolve("kith.properties"), "kith.code.length=8\nkith.code.max-attempts=few\n");
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS", "-Dkith.code.lifetime=never",
                "KITH_CODE_LENGTH", "9",
                "KITH_CODE_MAX_ATTEMPTS", "9",
                "KITH_CODE_LIFETIME", "PT9M",
                "KITH_CODE_HOURLY_LIMIT", "many");

        String said = Runner.startInVain(
                        folder,
                        environment,
                        "--config=kith.properties",
                        "--kith.code.length=three",
                        "--kith.code.alphabet=runes")
                .errors();

        assertThat(said)
                .contains("kith.code.length is \"three\" in the command line")
                .contains("kith.code.max-attempts is \"few\" in kith.properties")
                .contains("kith.code.lifetime is \"never\" in a system property")
                .contains("kith.code.hourly-limit is \"many\" in the environment variable KITH_CODE_HOURLY_LIMIT");
    }

    @Test
    void a_setting_that_does_not_exist_and_a_value_that_is_not_allowed_stop_the_start() {
        List<String> shown = Documents.blocks("text", Documents.section(DOCUMENT, "Mistakes"));
        assertThat(shown).hasSize(1);

        Runner runner = Runner.startInVain(folder, "--kith.mail.hots=localhost", "--kith.code.length=three");

        assertThat(runner.exitCode()).isEqualTo(1);
        assertThat(runner.errors()).contains(shown.get(0));
    }
}

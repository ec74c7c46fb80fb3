package dev.kith.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.boot.config.Setting;
import dev.kith.it.processes.Runner;
import dev.kith.standalone.ProgramSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** systemd takes the unit for a good one; no systemd has run it here. */
class SystemdTest {
    private static final Pattern VARIABLE = Pattern.compile("\\bKITH_[A-Z_]+(?==)");

    @TempDir
    Path folder;

    @Test
    void the_unit_has_no_fault() throws Exception {
        assertThat(verify(unit())).isEmpty();
    }

    @Test
    void a_fault_would_be_found() throws Exception {
        assertThat(verify(unit().replace("DynamicUser=yes", "DynamicUsers=yes")))
                .contains("DynamicUsers");
        assertThat(verify(unit().replace("Restart=on-failure", "Restart=sometimes")))
                .contains("sometimes");
    }

    /** Of ten; 9.6 is a unit without any of it. */
    @Test
    void it_is_exposed_little() throws Exception {
        Files.writeString(folder.resolve("kith.service"), unit());

        assertThat(Runner.shell(
                        folder,
                        Map.of(),
                        "systemd-analyze security --no-pager --offline=true --threshold=20 ./kith.service"))
                .contains("Overall exposure level for kith.service: 1.");
    }

    @Test
    void it_starts_the_program_as_the_documents_do_and_takes_its_end_by_a_signal_for_a_good_one() {
        List<String> known = Stream.concat(Setting.all().stream(), ProgramSetting.all().stream())
                .map(Setting::variable)
                .toList();

        assertThat(unit())
                .contains(
                        " -XX:+ExitOnOutOfMemoryError ",
                        " -jar /opt/kith/kith-standalone.jar --config=%d/kith.properties\n")
                .contains("\nLoadCredential=kith.properties:/etc/kith/kith.properties\n")
                .contains("\nSuccessExitStatus=143\n", "\nRestart=on-failure\n", "\nTimeoutStopSec=60\n");
        assertThat(VARIABLE.matcher(unit()).results().map(found -> found.group()))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    /** What systemd has to say; nothing is good. Java may be elsewhere than on the machine that the unit is for. */
    private String verify(String unit) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(unit).contains("ExecStart=/usr/bin/java ");
        Files.writeString(folder.resolve("kith.service"), unit.replace("/usr/bin/java", java));
        return Runner.shell(folder, Map.of(), "systemd-analyze verify ./kith.service || true");
    }

    private static String unit() {
        try {
            return Files.readString(Deploy.UNIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

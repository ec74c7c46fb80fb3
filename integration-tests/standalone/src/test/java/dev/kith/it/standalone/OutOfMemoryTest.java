package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.it.processes.PluginJar;
import dev.kith.it.processes.Runner;
import dev.kith.spi.CodeGenerator;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutOfMemoryTest {

    @TempDir
    Path folder;

    /** The JVM of the test has no flag that would end it. */
    @Test
    void the_program_ends_with_a_clear_word_when_its_memory_is_used_up() {
        PluginJar.install(folder, "hungry.jar", CodeGenerator.class, "com.hungry.Hungry", """
                package com.hungry;
                import dev.kith.spi.CodeGenerator;
                import java.util.ArrayList;
                import java.util.List;
                public class Hungry implements CodeGenerator {
                    public String name() { return "hungry"; }
                    public String generate(Purpose purpose) {
                        List<byte[]> all = new ArrayList<>();
                        while (true) {
                            all.add(new byte[1 << 20]);
                        }
                    }
                }
                """);
        Runner runner = Runner.start(folder);
        String body = "{\"address\":\"dora@example.com\"}";

        assertThatThrownBy(() -> runner.call(runner.token(), "PUT", "/resources/v3alpha/users/demo/email", body))
                .isInstanceOf(UncheckedIOException.class);

        runner.awaitEnd();
        assertThat(runner.exitCode()).isEqualTo(3);
        assertThat(runner.errors())
                .endsWith("SEVERE  Kith: out of memory, the program ends. Give it more (-Xmx), and run it with"
                        + " -XX:+ExitOnOutOfMemoryError.\n");
    }
}

package dev.kith.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page of the program in Chromium, looked at with axe (WCAG 2.1, A and AA) in a wide and a narrow window, light and dark. With
 * {@code -Dkith.pictures=<folder>} there are pictures of what was looked at.
 */
class AccessibilityTest {
    private static final long SECONDS = 180;

    @TempDir
    private Path folder;

    @Test
    void every_page_can_be_read_by_everybody_and_in_a_narrow_window() throws Exception {
        try (RunningServer server = RunningServer.start(
                Files.createDirectory(folder.resolve("server")), "--kith.contact.change.undo=always")) {
            List<String> said = look(server);

            int real = said.indexOf("page with faults") + 1;
            assertThat(said.subList(0, real))
                    .as("what is wrong with a page that was made for this is found")
                    .contains("fault: page with faults, 320 px, light: 2008 px wide")
                    .anyMatch(line -> line.startsWith("fault: page with faults, 1280 px, dark: color-contrast: "))
                    .anyMatch(line -> line.startsWith("fault: page with faults, 320 px, light: html-has-lang: "));
            assertThat(said.subList(real, said.size()))
                    .containsExactly(
                            "first page",
                            "calls to try",
                            "empty mailbox",
                            "mailbox",
                            "mailbox with texts",
                            "link that is none",
                            "link with a wrong code",
                            "wrong code",
                            "question in de",
                            "question in fr",
                            "question in es",
                            "question in it",
                            "question in pt-BR",
                            "question in nl",
                            "question in pl",
                            "question whether the address is right",
                            "verified",
                            "link that undoes nothing",
                            "question whether to undo",
                            "undone");
        }
    }

    private List<String> look(RunningServer server) throws Exception {
        Path scripts = Path.of(System.getProperty("kith.clients.folder"), "src/test/js");
        List<String> command = new ArrayList<>(List.of(
                "node",
                scripts.resolve("accessibility.mjs").toString(),
                server.url().toString(),
                server.token(),
                server.mailbox().toString(),
                Files.createDirectory(folder.resolve("profile")).toString()));
        String pictures = System.getProperty("kith.pictures");
        if (pictures != null) {
            command.add(pictures);
        }
        Path output = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        List<ProcessHandle> browser = new ArrayList<>();
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            assertThat(ended).as(Files.readString(output)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
            return Files.readAllLines(output);
        } finally {
            process.descendants().forEach(browser::add);
            process.destroyForcibly().waitFor();
            browser.forEach(ProcessHandle::destroyForcibly);
            browser.forEach(child -> child.onExit().join());
        }
    }
}

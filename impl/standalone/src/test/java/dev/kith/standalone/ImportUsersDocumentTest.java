package dev.kith.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.standalone.Arguments.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of docs/import-users.md, command by command. */
class ImportUsersDocumentTest {
    /** A block of code, with the file that it is where one is named before it. */
    private static final Pattern BLOCK =
            Pattern.compile("(?:^`([^`\n]+)`:\n\n)?^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final String PROGRAM = "java -jar kith-standalone.jar ";

    /** Names of files as the document has them. */
    private static final Pattern FILE = Pattern.compile("(?<=[ =])[a-z-]+\\.jsonl?(?= |$)");

    @TempDir
    Path folder;

    @Test
    void every_command_that_is_shown_does_what_is_shown() throws Exception {
        Files.createDirectories(folder.resolve("schemas"));
        List<MatchResult> blocks = BLOCK.matcher(Files.readString(Path.of("../../docs/import-users.md")))
                .results()
                .toList();
        String said = "";
        int commands = 0;
        for (MatchResult block : blocks) {
            String text = block.group(3);
            switch (block.group(2)) {
                case "json" -> file(block.group(1), text);
                case "sh" -> {
                    said = "";
                    for (String line : text.lines().toList()) {
                        said = run(line);
                        commands++;
                    }
                }
                case "text" -> assertThat(said.replace(folder + "/", "")).isEqualTo(text);
                default -> assertThat(block.group(2)).isEqualTo("java");
            }
        }
        assertThat(commands).isEqualTo(8);
        assertThat(lines("all.jsonl"))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("{\"userId\":\"ada\",\"organizationId\":\"default\",\"schemaId\":\"person\"");
        assertThat(Files.readString(folder.resolve("ada.json"))).contains("\"email\":{\"address\":\"ada@example.com\"");
        for (String made : List.of("all.jsonl", "ada.json", "refused.jsonl")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(made))))
                    .isEqualTo("rw-------");
        }
    }

    /** What a command has made is compared; everything else is made. */
    private void file(String name, String text) throws Exception {
        Path path = folder.resolve(Objects.requireNonNull(name));
        if (!Files.exists(path)) {
            Files.writeString(path, text);
            if (name.startsWith("schemas/")) {
                startOnce();
            }
            return;
        }
        assertThat(Files.readString(path)).isEqualTo(text);
    }

    /** The server makes the database. */
    private void startOnce() throws Exception {
        try (Runner runner = Runner.start(
                arguments("--kith.schemas.directory=" + folder.resolve("schemas"), "--kith.http.port=0"),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))) {
            assertThat(runner).isNotNull();
        }
    }

    private String run(String line) throws Exception {
        assertThat(line).startsWith(PROGRAM);
        String[] words = FILE.matcher(line.substring(PROGRAM.length()))
                .replaceAll(file -> folder.resolve(file.group()).toString())
                .split(" > ", 2);
        Arguments arguments = arguments(words[0].split(" "));
        Command command = Objects.requireNonNull(arguments.command());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = MessagesCommand.run(arguments, command, new PrintStream(said, true, StandardCharsets.UTF_8));
        String text = said.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        assertThat(code).as(line).isEqualTo(text.contains(" 1 refused") ? 1 : 0);
        if (words.length == 2) {
            Files.writeString(Path.of(words[1]), text);
        }
        return text;
    }

    private Arguments arguments(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--kith.data=" + folder.resolve("kith-data"));
        all.add("--kith.plugins=" + folder.resolve("plugins"));
        return Arguments.read(all.toArray(String[]::new));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }
}

package dev.kith.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The runner, started as its users start it, on a free port and with a folder of its own. */
final class RunningServer implements AutoCloseable {
    private static final String READY = "Kith is ready: ";
    private static final String TOKEN = "Administrator token";
    private static final String LAST_LINE = "Press Ctrl-C";
    private static final long START_SECONDS = 300;
    private static final long STOP_SECONDS = 20;
    private static final String PEOPLE = """
            {
              "type": "object",
              "properties": {"name": {"type": "string"}, "size": {"type": "number"}},
              "required": ["name"]
            }
            """;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CountDownLatch greetingEnded = new CountDownLatch(1);
    private volatile boolean greeted;
    private final Process process;

    private RunningServer(Process process) {
        this.process = process;
        Thread reader = new Thread(this::listen, "runner-output");
        reader.setDaemon(true);
        reader.start();
    }

    static RunningServer start(Path folder, String... settings) throws Exception {
        Path schemas = Files.createDirectories(folder.resolve("schemas"));
        Files.writeString(schemas.resolve("people.json"), PEOPLE);
        List<String> command = new CopyOnWriteArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("kith.standalone.jar")).toRealPath().toString(),
                "--kith.http.port=0",
                "--kith.data=" + folder.resolve("data"),
                "--kith.schemas.directory=" + schemas));
        command.addAll(List.of(settings));
        RunningServer server = new RunningServer(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start());
        boolean inTime = server.greetingEnded.await(START_SECONDS, TimeUnit.SECONDS);
        if (!inTime || !server.greeted) {
            server.close();
            throw new AssertionError("the runner did not start: " + String.join("\n", server.said));
        }
        return server;
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith(LAST_LINE)) {
                    greeted = true;
                    greetingEnded.countDown();
                }
            }
        } catch (IOException closed) {
            said.add("output closed: " + closed);
        }
        greetingEnded.countDown();
    }

    URI url() {
        return URI.create(after(READY, said));
    }

    /** The token stands on the first line with anything on it after its announcement. */
    String token() {
        List<String> lines = List.copyOf(said);
        int announced = 0;
        while (!lines.get(announced).startsWith(TOKEN)) {
            announced++;
        }
        return lines.subList(announced + 1, lines.size()).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** The link to the mailbox, with the word that opens it. */
    URI mailbox() {
        return said.stream()
                .map(String::strip)
                .filter(line -> line.matches("http://\\S+/dev/mailbox\\?word=\\S+"))
                .map(URI::create)
                .findFirst()
                .orElseThrow();
    }

    private static String after(String start, List<String> lines) {
        Optional<String> line =
                lines.stream().filter(one -> one.startsWith(start)).findFirst();
        return line.orElseThrow().substring(start.length()).strip();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

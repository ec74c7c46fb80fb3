package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A process whose output goes to a file and can be waited for. Safe for several threads. */
final class ServerProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a process that goes away with the tests, whatever happens. */
    static ServerProcess start(Path folder, Jdk jdk, List<String> command) {
        return start(folder, jdk, command, Map.of());
    }

    static ServerProcess start(Path folder, Jdk jdk, List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", jdk.home().toString());
            builder.environment().putAll(environment);
            ServerProcess server = new ServerProcess(builder.start(), folder.resolve("server.log"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
            Thread reader = new Thread(server::read, "server output");
            reader.setDaemon(true);
            reader.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(UTF_8);
                var file = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.write(line);
                file.newLine();
                file.flush();
                add(line);
            }
        } catch (IOException e) {
            add(e.toString());
        }
        end();
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Writes to its standard input, and ends that. */
    void tell(String text) {
        try (Writer input = process.outputWriter(UTF_8)) {
            input.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines there are: what comes next begins here. */
    synchronized int mark() {
        return lines.size();
    }

    /** Waits for a line. */
    String await(int mark, Pattern wanted, Duration atMost) {
        return await(mark, line -> wanted.matcher(line).find(), wanted.pattern(), atMost);
    }

    private synchronized String await(int mark, Predicate<String> wanted, String words, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        int next = mark;
        try {
            while (true) {
                for (; next < lines.size(); next++) {
                    if (wanted.test(lines.get(next))) {
                        return lines.get(next);
                    }
                }
                long left = (end - System.nanoTime()) / 1_000_000;
                if (ended || left <= 0) {
                    throw new IllegalStateException("the server " + (ended ? "has ended" : "does not say") + " \""
                            + words + "\"; it said:\n"
                            + String.join("\n", lines.subList(Math.max(0, lines.size() - 80), lines.size())));
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The lines since a mark that say something of interest. */
    synchronized List<String> since(int mark) {
        return List.copyOf(lines.subList(mark, lines.size()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

package dev.kith.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** The runner in a process of its own. */
final class RunningServer implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("Kith is ready: (http://\\S+)");
    private static final long SECONDS_TO_START = 120;

    private final Process process;
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    private RunningServer(Process process) {
        this.process = process;
    }

    /** Starts one and waits until it says where it listens. */
    static RunningServer start(List<String> program, Map<String, String> settings) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(program);
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        try {
            RunningServer server = new RunningServer(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            server.listen();
            server.origin();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread reader = new Thread(this::read, "server output");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                java.util.regex.Matcher found = ADDRESS.matcher(line);
                if (found.find()) {
                    address.complete(URI.create(found.group(1)));
                }
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
        address.completeExceptionally(new IllegalStateException("the server has ended"));
    }

    URI origin() {
        try {
            return address.get(SECONDS_TO_START, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("the server does not run; it said:\n" + String.join("\n", output), e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

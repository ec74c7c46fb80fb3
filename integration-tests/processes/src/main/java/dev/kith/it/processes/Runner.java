package dev.kith.it.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A runner in a process of its own, in a folder of its own, on a free port. Safe for several threads. */
public final class Runner implements AutoCloseable {
    /** The program. */
    public static final Path JAR = Path.of(
                    System.getProperty("kith.standalone.jar", "../../impl/standalone/target/kith/kith-standalone.jar"))
            .toAbsolutePath()
            .normalize();

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern READY = Pattern.compile("^Kith is ready: (https?://\\S+)$", Pattern.MULTILINE);
    static final String LAST_WORDS = "Press Ctrl-C to stop.";
    private static final Pattern TOKEN = Pattern.compile("\\bkith_[A-Za-z0-9_-]{43}\\b");
    private static final Pattern MAILBOX =
            Pattern.compile("^ *(http://\\S+/dev/mailbox\\?word=\\S+)$", Pattern.MULTILINE);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Path errors;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final Thread listener = new Thread(this::listen, "runner output");

    private Runner(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param folder the folder that it works in
     * @param settings its arguments
     * @return the runner
     */
    public static Runner start(Path folder, String... settings) {
        return start(folder, Map.of(), settings);
    }

    /**
     * Starts one in an environment of more variables and waits until it is ready.
     *
     * @param folder the folder that it works in
     * @param environment the variables
     * @param settings its arguments
     * @return the runner
     */
    public static Runner start(Path folder, Map<String, String> environment, String... settings) {
        return launch(folder, environment, settings).awaitReady();
    }

    /**
     * Starts one that is going to end by itself, and waits for that.
     *
     * @param folder the folder that it works in
     * @param settings its arguments
     * @return the runner
     */
    public static Runner startInVain(Path folder, String... settings) {
        return startInVain(folder, Map.of(), settings);
    }

    /**
     * Starts one that is going to end by itself, in an environment of more variables, and waits for that.
     *
     * @param folder the folder that it works in
     * @param environment the variables
     * @param settings its arguments
     * @return the runner
     */
    public static Runner startInVain(Path folder, Map<String, String> environment, String... settings) {
        Runner runner = launch(folder, environment, settings);
        try {
            if (!runner.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "the runner did not end; it said:\n" + runner.output() + runner.errors());
            }
            runner.listener.join(PATIENCE.toMillis());
            return runner;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            runner.kill();
        }
    }

    /**
     * Starts one and waits for nothing.
     *
     * @param folder the folder that it works in
     * @param environment additional variables
     * @param settings its arguments
     * @return the runner, which may not get ready
     */
    public static Runner launch(Path folder, Map<String, String> environment, String... settings) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ClassArchive.OPTIONS);
        ClassArchive.find().ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
        command.addAll(List.of("-jar", JAR.toString()));
        command.add("--kith.http.port=0");
        command.addAll(List.of(settings));
        try {
            // A file has what the program has said at once; a thread that reads from a pipe has it some time later.
            Path errors = Files.createTempFile("runner", ".log");
            errors.toFile().deleteOnExit();
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runner runner = new Runner(process, errors);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            runner.listener.setDaemon(true);
            runner.listener.start();
            return runner;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether it answers.
     *
     * @return true once it is ready
     */
    public boolean isReady() {
        return ready.getNow(false);
    }

    /**
     * Waits until it is ready.
     *
     * @return this
     * @throws IllegalStateException if it does not get ready; the message has its output
     */
    public Runner awaitReady() {
        try {
            if (!ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the runner has ended; it said:\n" + output() + errors());
            }
            return this;
        } catch (Exception e) {
            kill();
            throw new IllegalStateException("the runner does not start; it said:\n" + output() + errors(), e);
        }
    }

    /** The last line of the startup banner: everything has been printed by then, including the token. */
    private void look(String line) {
        if (line.startsWith(LAST_WORDS)) {
            ready.complete(true);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                look(line);
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
        ready.complete(false);
    }

    /**
     * Where it listens.
     *
     * @return the URL that it prints
     */
    public URI url() {
        return URI.create(found(READY, 1));
    }

    /**
     * The token that the first start prints.
     *
     * @return the token
     */
    public String token() {
        return found(TOKEN, 0);
    }

    /**
     * The link to the mailbox that the start prints.
     *
     * @return the link
     */
    public URI mailbox() {
        return URI.create(found(MAILBOX, 1));
    }

    /**
     * Whether it has printed a token.
     *
     * @return true if so
     */
    public boolean saysToken() {
        return TOKEN.matcher(output()).find();
    }

    private String found(Pattern pattern, int group) {
        Matcher found = pattern.matcher(output());
        if (!found.find()) {
            throw new IllegalStateException("the runner does not say " + pattern + ":\n" + output() + errors());
        }
        return found.group(group);
    }

    /**
     * What it has printed to standard output.
     *
     * @return the lines
     */
    public String output() {
        return String.join("\n", output) + "\n";
    }

    /**
     * What it has printed to standard error: the log, with all that the program had said when it did what somebody has seen.
     *
     * @return the lines, without one that it is writing at the moment
     */
    public String errors() {
        try {
            boolean goesOn = process.isAlive();
            String said = new String(Files.readAllBytes(errors), UTF_8);
            return goesOn ? said.substring(0, said.lastIndexOf('\n') + 1) : said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself and all that it said has been heard. */
    public void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the runner does not end; it said:\n" + errors());
            }
            listener.join(PATIENCE.toMillis());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            kill();
        }
    }

    /**
     * How it ended.
     *
     * @return its exit code
     */
    public int exitCode() {
        return process.exitValue();
    }

    /**
     * Calls it.
     *
     * @param method the HTTP method
     * @param path the path
     * @param body the body, empty for none
     * @param headers the headers
     * @return the answer
     * @throws UncheckedIOException when there is none
     */
    public HttpResponse<String> call(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Calls it with JSON.
     *
     * @param token the token of the caller
     * @param method the HTTP method
     * @param path the path
     * @param body the body, empty for none
     * @return the answer
     * @throws UncheckedIOException when there is none
     */
    public HttpResponse<String> call(String token, String method, String path, String body) {
        return call(method, path, body, Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"));
    }

    /**
     * Runs a line as a person would, in a shell.
     *
     * @param folder where
     * @param variables additional variables
     * @param line the line
     * @return what it printed
     */
    public static String shell(Path folder, Map<String, String> variables, String line) {
        try {
            Path said = Files.createTempFile(folder, "shell", ".txt");
            ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("does not end: " + line);
            }
            String output = Files.readString(said);
            if (process.exitValue() != 0) {
                throw new IllegalStateException("ends with " + process.exitValue() + ": " + line + "\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As Ctrl-C and service managers do it: asks it to end and waits until it has and all that it said has been heard. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the runner does not end when it is asked to:\n" + errors());
            }
            listener.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }

    /** As a power cut does it; waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

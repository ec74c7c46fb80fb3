package dev.kith.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which ends with this one. Its output goes to a file, so that reading it costs nothing. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path output;
    private final long begin;

    private ServerProcess(Process process, Path output, long begin) {
        this.process = process;
        this.output = output;
        this.begin = begin;
    }

    static ServerProcess start(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Where this program finds its JDKs; Kith would take them for settings.
        builder.environment().keySet().removeIf(name -> name.startsWith("KITH_JDK"));
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAtOnce(process)));
        return new ServerProcess(process, output, begin);
    }

    /** Runs a command to its end. */
    static String run(Path folder, List<String> command, Map<String, String> environment) throws Exception {
        try (ServerProcess started = start(folder, command, environment)) {
            if (!started.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || started.process.exitValue() != 0) {
                throw new IllegalStateException(command + " has failed:\n" + started.said());
            }
            return started.said();
        }
    }

    long id() {
        return process.pid();
    }

    long begin() {
        return begin;
    }

    /** Makes it stand still. */
    void pause() throws Exception {
        signal("-STOP");
    }

    /** Lets it go on. */
    void resume() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        ProcessBuilder command = new ProcessBuilder("kill", signal, Long.toString(process.pid()));
        if (command.inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("cannot send " + signal + " to a server");
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String said() throws IOException {
        return Files.readString(output);
    }

    /** Waits until it has said something. */
    Matcher await(Pattern words) throws Exception {
        for (long waited = 0; waited < PATIENCE.toMillis(); waited += 20) {
            Matcher found = words.matcher(said());
            if (found.find()) {
                return found;
            }
            if (!process.isAlive()) {
                throw new IllegalStateException("a server has ended with " + process.exitValue() + ":\n" + said());
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("a server does not say \"" + words + "\":\n" + said());
    }

    /** Asks it and all that it has started to end, and makes them if they do not. */
    @Override
    public void close() {
        end(process);
    }

    /** Also one that stands still, which does not hear that it is asked. */
    private static void endAtOnce(Process process) {
        List<ProcessHandle> members = process.descendants().toList();
        process.destroyForcibly();
        members.forEach(ProcessHandle::destroyForcibly);
    }

    private static void end(Process process) {
        List<ProcessHandle> members = process.descendants().toList();
        process.destroy();
        members.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        members.forEach(ProcessHandle::destroyForcibly);
    }
}

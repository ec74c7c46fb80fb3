package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** What an application has left in a server's process, as the JDK's own tools see it. */
final class Traces {
    private static final Pattern OURS = Pattern.compile("dev\\.kith\\.|kith-");

    private final Jdk jdk;
    private final ProcessHandle process;

    Traces(Jdk jdk, ProcessHandle process) {
        this.jdk = jdk;
        this.process = process;
    }

    /** Collects garbage, then returns the class loaders that still have the class that starts Kith. */
    long classLoaders() {
        ask("GC.run");
        return ask("VM.classloaders", "show-classes=true")
                .lines()
                .filter(line -> line.matches(".*\\bdev\\.kith\\.boot\\.Kith\\b(?![.$\\w]).*"))
                .count();
    }

    /** The threads that are of Kith or in its code. */
    List<String> threads() {
        return List.of(ask("Thread.print").split("\n\n")).stream()
                .filter(thread ->
                        thread.startsWith("\"") && OURS.matcher(thread).find())
                .toList();
    }

    private String ask(String... question) {
        try {
            ProcessBuilder command = new ProcessBuilder(jdk.program("jcmd").toString(), String.valueOf(process.pid()));
            command.command().addAll(List.of(question));
            Process jcmd = command.redirectErrorStream(true).start();
            String answer = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException("jcmd " + String.join(" ", question) + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

package dev.kith.it.standalone;

import dev.kith.it.processes.Runner;
import java.nio.file.Path;
import java.util.Map;

/** A terminal in which somebody types what a document says, for a runner that listens on another port. */
final class Shell {
    private static final String DOCUMENTED = "http://127.0.0.1:8080";

    private final Path folder;
    private final Runner runner;

    Shell(Path folder, Runner runner) {
        this.folder = folder;
        this.runner = runner;
    }

    /** Types lines; what they assign is there for the next ones. */
    String type(String lines) {
        String here = lines.replace("the-token-that-was-printed", runner.token())
                .replace("the-mailbox-link-that-was-printed", runner.mailbox().toString())
                .replace(DOCUMENTED, runner.url().toString());
        return Runner.shell(folder, Map.of(), "typed=1\ntouch variables\n. ./variables\n" + here + "\n" + remember());
    }

    /** The documents' variables are in lower case but for three; there is always the one that says that something was typed. */
    private static String remember() {
        return "declare -p $(compgen -v | grep -xE 'TOKEN|MAILBOX|CODE|[a-z]+') > variables";
    }
}

package dev.kith.it.deployment;

import dev.kith.it.processes.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process in the root file system of an image, with the account, the folder and the variables of its configuration and with mounts as the
 * manifests for Kubernetes have them: the root read-only, a folder for data, one with the file of settings, one for what is
 * temporary. Namespaces, but no container runtime.
 */
final class Container implements AutoCloseable {
    private static final long SECONDS = 120;
    private static final String MOUNT = """
            set -e
            root=$1 data=$2 settings=$3 folder=$4
            shift 4
            mount --bind "$root" "$root"
            mount --rbind /proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount --bind "$data" "$root/var/lib/kith"
            mount --bind "$settings" "$root/etc/kith"
            mount -t tmpfs tmpfs "$root/tmp"
            mount -o remount,bind,ro "$root"
            exec unshare --root "$root" --wd "$folder" "$@"
            """;

    private final Process process;
    private final Path output;

    private Container(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a command in a root. */
    static Container start(
            Image image, Path root, Path data, Path settings, Map<String, String> variables, List<String> command) {
        try {
            for (String mountPoint : List.of("proc", "dev", "etc/kith")) {
                Files.createDirectories(root.resolve(mountPoint));
            }
            List<String> line = new ArrayList<>(List.of("unshare", "--mount"));
            List<String> account = new ArrayList<>();
            if (Programs.isRoot()) {
                String[] ids = image.config().text("config", "User").split(":");
                Programs.run(root, "chown", "-R", ids[0] + ":" + ids[1], data.toString(), settings.toString());
                account.addAll(List.of("--setgid=" + ids[1], "--setuid=" + ids[0]));
            } else {
                line.add("--map-root-user");
            }
            line.addAll(List.of("bash", "-c", MOUNT, "mount"));
            line.addAll(List.of(root.toString(), data.toString(), settings.toString()));
            line.add(image.config().text("config", "WorkingDir"));
            line.addAll(account);
            line.addAll(command);
            Path output = Files.createTempFile(root.resolveSibling("."), "output", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile()));
            String path = System.getenv("PATH");
            builder.environment().clear();
            builder.environment().put("PATH", path == null ? "/usr/sbin:/usr/bin:/sbin:/bin" : path);
            builder.environment().putAll(image.environment());
            builder.environment().putAll(variables);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Container(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the program says that it is ready. */
    Container awaitReady() {
        Eventually.get(this::output, said -> said.contains("Press Ctrl-C to stop.") || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("it has ended: " + output());
        }
        return this;
    }

    long pid() {
        return process.pid();
    }

    /** As runtimes do it: asks it to end. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
    }
}

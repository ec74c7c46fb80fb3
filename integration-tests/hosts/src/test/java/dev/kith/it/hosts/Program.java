package dev.kith.it.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An application that is a program of its own, made by a framework.
 *
 * @param server its process
 * @param origin where it answers
 */
record Program(ServerProcess server, URI origin) implements RunningHost {
    static final String ALONE = "an application is a process of its own";

    /** The one application that such a program is. */
    static War only(Map<String, War> applications) {
        if (applications.size() != 1) {
            throw new NotDeployed(ALONE);
        }
        return applications.values().iterator().next();
    }

    /** The application's settings as arguments of Java. */
    static List<String> settings(War war, URI origin) {
        return war.settings().entrySet().stream()
                .map(setting ->
                        "-D" + setting.getKey() + "=" + setting.getValue().replace("{origin}", origin.toString()))
                .toList();
    }

    /** A file of the application in a place of its own. */
    static void write(War war, String name, Path file) {
        byte[] content = war.files().get(name);
        if (content == null) {
            throw new IllegalArgumentException("the application has no " + name);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ProcessHandle process() {
        return server.handle();
    }

    @Override
    public void deploy(String context, War war) {
        throw new NotDeployed(ALONE);
    }

    @Override
    public void undeploy(String context) {
        throw new NotDeployed(ALONE);
    }

    @Override
    public void close() {
        server.close();
    }
}

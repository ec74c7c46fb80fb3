package dev.kith.it.hosts;

import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * WildFly, as it comes: {@code standalone.xml}, applications by its folder of deployments.
 *
 * @param jdk what it runs on
 * @param users the file of the users that applications know by default, each with a hash of the password
 * @param roles the file of their roles
 * @param monitoring the port on which it shows health (MicroProfile) and figures (Micrometer); 0 where it does not, as it comes
 */
record WildFly(Jdk jdk, String users, String roles, int monitoring) implements Host {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration DEPLOY = Duration.ofMinutes(2);

    /** Without users, and as it comes. */
    WildFly(Jdk jdk) {
        this(jdk, "", "", 0);
    }

    @Override
    public String name() {
        return "WildFly";
    }

    @Override
    public String version() {
        return Parameters.version("wildfly");
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        Path home = Parameters.SERVERS.resolve("wildfly-" + version());
        Path base = Folders.copy(home.resolve("standalone"), folder.resolve("standalone"));
        Path deployments = base.resolve("deployments");
        adapt(base.resolve("configuration/standalone.xml"));
        append(base.resolve("configuration/application-users.properties"), users);
        append(base.resolve("configuration/application-roles.properties"), roles);
        List<Integer> ports = new ArrayList<>(FreePort.find(4));
        if (monitoring > 0) {
            monitor(base.resolve("configuration/standalone.xml"));
            ports.set(2, monitoring);
        }
        URI origin = URI.create("http://127.0.0.1:" + ports.get(0));
        ServerProcess process = ServerProcess.start(folder, jdk, command(home, base, ports));
        Running running = new Running(process, origin, deployments);
        try {
            process.await(0, Pattern.compile("WFLYSRV002[56]"), START);
            employ(running);
            applications.forEach(running::deploy);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /**
     * Each thread remembers the first request that it has served, and with it the application, as long as it lives. So it is
     * not one of an application that is to go.
     */
    private static void employ(Running running) {
        running.deploy("/page", War.page());
        new Visitors(URI.create(running.origin() + "/page/index.html")).come();
        running.undeploy("/page");
    }

    /**
     * The folder of deployments is looked at every five seconds otherwise. There are so few threads that all of them have work.
     * The database is opened by the server: the exceptions that H2 makes in advance remember who has opened it first.
     */
    private static void adapt(Path configuration) {
        try {
            String text = Files.readString(configuration);
            Files.writeString(
                    configuration,
                    text.replace(
                                    "<driver>h2</driver>",
                                    "<driver>h2</driver><pool><min-pool-size>1</min-pool-size><prefill>true</prefill></pool>")
                            .replace("scan-interval=\"5000\"", "scan-interval=\"250\"")
                            .replace(
                                    "<worker name=\"default\"/>",
                                    "<worker name=\"default\" task-core-threads=\"4\" task-max-threads=\"4\"/>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code standalone-microprofile.xml} has for health, and the figures for Prometheus. */
    private static void monitor(Path configuration) {
        try {
            String text = Files.readString(configuration);
            Files.writeString(
                    configuration,
                    text.replace(
                                    "</extensions>",
                                    "<extension module=\"org.wildfly.extension.microprofile.health-smallrye\"/>"
                                            + "<extension module=\"org.wildfly.extension.micrometer\"/></extensions>")
                            .replace(
                                    "</profile>",
                                    "<subsystem xmlns=\"urn:wildfly:microprofile-health-smallrye:3.0\""
                                            + " security-enabled=\"false\"/>"
                                            + "<subsystem xmlns=\"urn:wildfly:micrometer:community:2.0\">"
                                            + "<prometheus-registry context=\"/prometheus\" security-enabled=\"false\"/></subsystem></profile>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(Path file, String lines) {
        try {
            Files.writeString(file, Files.readString(file) + "\n" + lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the start script does, without a shell in between. */
    private List<String> command(Path home, Path base, List<Integer> ports) {
        List<String> command = new ArrayList<>();
        command.add(jdk.program("java").toString());
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=0"));
        for (String opened : List.of(
                "java.base/java.lang",
                "java.base/java.lang.invoke",
                "java.base/java.lang.reflect",
                "java.base/java.io",
                "java.base/java.net",
                "java.base/java.security",
                "java.base/java.util",
                "java.base/java.util.concurrent",
                "java.management/javax.management",
                "java.naming/javax.naming")) {
            command.add("--add-opens=" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.http.port=" + ports.get(0),
                "-Djboss.https.port=" + ports.get(1),
                "-Djboss.management.http.port=" + ports.get(2),
                "-Djboss.management.https.port=" + ports.get(3),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone"));
        if (monitoring > 0) {
            command.add("--stability=community"); // for Prometheus
        }
        return command;
    }

    private record Running(ServerProcess server, URI origin, Path deployments) implements RunningHost {
        @Override
        public ProcessHandle process() {
            return server.handle();
        }

        @Override
        public void deploy(String context, War war) {
            int mark = server.mark();
            Path file = war.write(deployments.resolve(file(context) + ".part"), origin);
            move(file, deployments.resolve(file(context)));
            Path deployed = deployments.resolve(file(context) + ".deployed");
            Path failed = deployments.resolve(file(context) + ".failed");
            Patience.until(DEPLOY, () -> Files.exists(deployed) || Files.exists(failed));
            if (Files.notExists(deployed)) {
                throw new NotDeployed(String.join("\n", server.since(mark)));
            }
        }

        private static void move(Path from, Path to) {
            try {
                Files.move(from, to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /**
         * An application goes when its marker is gone. A scan that has just listed the marker takes the missing one for a changed
         * one, deploys the application anew and writes the marker again: then it is removed once more.
         */
        @Override
        public void undeploy(String context) {
            try {
                Path deployed = deployments.resolve(file(context) + ".deployed");
                Path undeployed = deployments.resolve(file(context) + ".undeployed");
                Files.delete(deployed);
                if (!Patience.until(DEPLOY, () -> {
                    delete(deployed);
                    return Files.exists(undeployed);
                })) {
                    throw new IllegalStateException(context + " does not go");
                }
                Files.delete(deployments.resolve(file(context)));
                Files.deleteIfExists(undeployed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String file(String context) {
            return (context.isEmpty() ? "ROOT" : context.substring(1)) + ".war";
        }

        @Override
        public void close() {
            server.close();
        }
    }
}

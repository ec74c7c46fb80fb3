package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * GlassFish, or Payara Server, which derives from it: a domain of its own for each run, applications by the administration
 * command.
 *
 * @param drivers what is put into the server's own library
 * @param preparation commands of the administrator before the first application comes
 */
record GlassFishFamily(
        String name, String version, Path home, Jdk jdk, List<String> drivers, List<List<String>> preparation)
        implements Host {
    /** An H2 in memory, for GlassFish. */
    static final String DATA_SOURCE = "jdbc/h2";

    private static final Duration START = Duration.ofMinutes(3);
    private static final String DOMAIN = "kith";

    static GlassFishFamily payara(Jdk jdk) {
        return new GlassFishFamily(
                "Payara",
                Parameters.version("payara"),
                Parameters.SERVERS.resolve("payara6"),
                jdk,
                List.of("postgresql.jar"),
                List.of());
    }

    static GlassFishFamily glassFish(Jdk jdk) {
        return new GlassFishFamily(
                "GlassFish",
                Parameters.version("glassfish"),
                Parameters.SERVERS.resolve("glassfish7"),
                jdk,
                List.of("postgresql.jar", "h2.jar"),
                ConnectionPool.commands(
                        "h2",
                        "org.h2.jdbcx.JdbcDataSource",
                        "user=sa:password=sa:url=jdbc\\:h2\\:mem\\:kith;DB_CLOSE_DELAY\\=-1"));
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        List<Integer> ports = FreePort.find(10);
        Path domains = folder.resolve("domains");
        admin(
                folder,
                List.of(
                        "--user=admin",
                        "create-domain",
                        "--nopassword=true",
                        "--savelogin=false",
                        "--checkports=false",
                        "--domaindir=" + domains,
                        "--instanceport=" + ports.get(0),
                        "--adminport=" + ports.get(1),
                        "--domainproperties=http.ssl.port=" + ports.get(2) + ":jms.port=" + ports.get(3)
                                + ":orb.listener.port="
                                + ports.get(4) + ":orb.ssl.port=" + ports.get(5) + ":orb.mutualauth.port="
                                + ports.get(6)
                                + ":domain.jmxPort=" + ports.get(7) + ":osgi.shell.telnet.port=" + ports.get(8)
                                + ":java.debugger.port=" + ports.get(9),
                        DOMAIN));
        for (String driver : drivers) {
            Folders.copy(
                    Parameters.SERVERS.resolve(driver),
                    domains.resolve(DOMAIN).resolve("lib").resolve(driver));
        }
        ServerProcess process = ServerProcess.start(folder, jdk, command(folder, domains));
        process.tell("AS_ADMIN_MASTERPASSWORD=changeit\nAS_ADMIN_PASSWORD=\n");
        Running running = new Running(
                this, process, folder, URI.create("http://127.0.0.1:" + ports.get(0)), ports.get(1), new HashSet<>());
        try {
            process.await(0, Pattern.compile("startup time : |Total startup time"), START);
            preparation.forEach(running::admin);
            applications.forEach(running::deploy);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    @Override
    public War withDataSource(War war, Database database) {
        return war.onServersDataSource(database);
    }

    /**
     * What the administration command would start, line by line, without that command in between. It may print that twice, the
     * second time for a reader without a log.
     */
    private List<String> command(Path folder, Path domains) {
        List<String> arguments =
                List.of("start-domain", "--verbose=true", "--dry-run=true", "--domaindir=" + domains, DOMAIN);
        List<String> command = new ArrayList<>();
        for (String line : admin(folder, arguments).lines().map(String::strip).toList()) {
            if (line.endsWith("/bin/java")) {
                command.clear();
                command.add(line);
            } else if (!command.isEmpty() && !line.isEmpty() && !line.startsWith("Command ")) {
                command.add(line);
            }
        }
        command.add(1, "-XX:SoftRefLRUPolicyMSPerMB=0");
        return command;
    }

    private String admin(Path folder, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("glassfish/bin/asadmin").toString()));
        command.addAll(arguments);
        Path errors = folder.resolve("asadmin-errors.log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
            builder.environment().put("JAVA_HOME", jdk.home().toString());
            builder.environment().put("AS_JAVA", jdk.home().toString());
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new NotDeployed(String.join(" ", arguments) + ": " + output + Files.readString(errors));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private record Running(
            GlassFishFamily host, ServerProcess server, Path folder, URI origin, int adminPort, Set<Database> databases)
            implements RunningHost {
        @Override
        public ProcessHandle process() {
            return server.handle();
        }

        @Override
        public void deploy(String context, War war) {
            Database database = war.database();
            if (database != null && databases.add(database)) {
                ConnectionPool.commands(database).forEach(this::admin);
            }
            Path file = war.write(folder.resolve(application(context) + ".war"), origin);
            admin(List.of(
                    "deploy",
                    "--name=" + application(context),
                    "--contextroot=" + (context.isEmpty() ? "/" : context),
                    file.toString()));
        }

        @Override
        public void undeploy(String context) {
            admin(List.of("undeploy", application(context)));
        }

        /** Runs a command of the administrator. */
        private void admin(List<String> arguments) {
            List<String> all = new ArrayList<>(List.of("--port=" + adminPort));
            all.addAll(arguments);
            host.admin(folder, all);
        }

        private static String application(String context) {
            return context.isEmpty() ? "root" : context.substring(1);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}

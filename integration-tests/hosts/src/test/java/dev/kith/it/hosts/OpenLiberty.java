package dev.kith.it.hosts;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Open Liberty with the web profile. It has no data source unless its configuration defines one; applications come and go
 * with a file of configuration each.
 *
 * @param jdk what it runs on
 * @param configuration further elements of its {@code server.xml}
 * @param environment further variables of its environment
 * @param visibility which kinds of its packages applications see, as the attribute of their class loader
 */
record OpenLiberty(Jdk jdk, String configuration, Map<String, String> environment, String visibility) implements Host {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration DEPLOY = Duration.ofMinutes(2);

    OpenLiberty(Jdk jdk) {
        this(jdk, "");
    }

    OpenLiberty(Jdk jdk, String configuration) {
        this(jdk, configuration, Map.of(), "");
    }

    @Override
    public String name() {
        return "Open Liberty";
    }

    @Override
    public String version() {
        return Parameters.version("open-liberty");
    }

    /** The driver is in a library of the server: data sources do not look for it in the application. */
    @Override
    public War withDataSource(War war, Database database) {
        return Host.dataSource(war, database);
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        int port = FreePort.find();
        Path server = folder.resolve("servers/kith");
        write(server.resolve("server.xml"), serverXml(port));
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("WLP_USER_DIR", folder.toString());
        ServerProcess process = ServerProcess.start(folder, jdk, command(), variables);
        Running running = new Running(process, URI.create("http://127.0.0.1:" + port), server, visibility);
        try {
            process.await(0, Pattern.compile("CWWKF0011I"), START);
            applications.forEach(running::deploy);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private String serverXml(int port) {
        return """
                <server>
                  <featureManager>
                    <feature>webProfile-10.0</feature>
                  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <library id="h2">
                    <file name="%s"/>
                  </library>
                  <library id="postgresql">
                    <file name="%s"/>
                  </library>
                  <dataSource id="DefaultDataSource">
                    <jdbcDriver libraryRef="h2"/>
                    <properties URL="jdbc:h2:./kith" user="sa" password=""/>
                  </dataSource>
                  %s
                </server>
                """.formatted(
                        port,
                        Parameters.SERVERS.resolve("h2.jar"),
                        Parameters.SERVERS.resolve("postgresql.jar"),
                        configuration);
    }

    /** What the start script does, without a shell in between. */
    private List<String> command() {
        Path tools = Parameters.SERVERS.resolve("wlp/bin/tools");
        return List.of(
                jdk.program("java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-javaagent:" + tools.resolve("ws-javaagent.jar"),
                "-Djava.awt.headless=true",
                "@" + Parameters.SERVERS.resolve("wlp/lib/platform/java/java9.options"),
                "-jar",
                tools.resolve("ws-server.jar").toString(),
                "kith");
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Running(ServerProcess server, URI origin, Path home, String visibility) implements RunningHost {
        @Override
        public ProcessHandle process() {
            return server.handle();
        }

        @Override
        public void deploy(String context, War war) {
            String name = name(context);
            Path file = home.resolve("apps").resolve(name + ".war");
            write(file, "");
            war.write(file, origin);
            int mark = server.mark();
            write(configuration(name), """
                            <server>
                              <webApplication id="%1$s" name="%1$s" location="%1$s.war" contextRoot="%2$s/">
                                <classloader commonLibraryRef="postgresql" %3$s/>
                              </webApplication>
                            </server>
                            """.formatted(name, context, visibility));
            String line = server.await(mark, Pattern.compile("CWWKZ000[123][IE]|CWWKZ0012I"), DEPLOY);
            if (!line.contains("CWWKZ0001I") && !line.contains("CWWKZ0003I")) {
                throw new NotDeployed(String.join("\n", server.since(mark)));
            }
        }

        @Override
        public void undeploy(String context) {
            int mark = server.mark();
            try {
                Files.delete(configuration(name(context)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.await(mark, Pattern.compile("CWWKZ0009I"), DEPLOY);
        }

        private Path configuration(String name) {
            return home.resolve("configDropins/overrides").resolve(name + ".xml");
        }

        private static String name(String context) {
            return context.isEmpty() ? "root" : context.substring(1);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}

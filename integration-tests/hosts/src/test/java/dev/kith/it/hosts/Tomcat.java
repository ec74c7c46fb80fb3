package dev.kith.it.hosts;

import static java.util.stream.Collectors.joining;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tomcat: a servlet container. The application brings what a server of Jakarta EE has (Jersey, Weld, Hibernate, JSON-P, a
 * driver), and a data source in its {@code META-INF/context.xml}.
 */
record Tomcat(Jdk jdk) implements Host {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration DEPLOY = Duration.ofMinutes(2);
    private static final Pattern FAILED =
            Pattern.compile("startup failed due to previous errors|Error deploying web application archive");

    @Override
    public String name() {
        return "Tomcat";
    }

    @Override
    public String version() {
        return Parameters.version("tomcat");
    }

    /** With the libraries that an application for Tomcat has anyway. */
    static War carryingLibraries(War war) {
        try (Stream<Path> jars = Files.list(Parameters.FOLDER.resolve("../tomcat-libraries/target/libraries"))) {
            War carrying = war;
            for (Path jar : jars.sorted().toList()) {
                carrying = carrying.library(jar);
            }
            return carrying;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a data source that Tomcat makes for the application. */
    static War withDataSource(War war, String driver, String url, String username, String password) {
        return war.setting("kith.datasource", "java:comp/env/jdbc/kith")
                .file(
                        "META-INF/context.xml",
                        ("<Context><Resource name=\"jdbc/kith\" auth=\"Container\" type=\"javax.sql.DataSource\""
                                        + " driverClassName=\"%s\" url=\"%s\" username=\"%s\" password=\"%s\""
                                        + " maxTotal=\"16\" closeMethod=\"close\"/></Context>")
                                .formatted(driver, url.replace("&", "&amp;"), username, password));
    }

    @Override
    public War withDataSource(War war, Database database) {
        War carrying = carryingLibraries(war).library(Parameters.SERVERS.resolve("postgresql.jar"));
        return withDataSource(
                carrying, "org.postgresql.Driver", database.url(), database.username(), database.password());
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        Path home = Parameters.SERVERS.resolve("apache-tomcat-" + version());
        Folders.copy(home.resolve("conf"), folder.resolve("conf"));
        int port = FreePort.find();
        for (String each : List.of("webapps", "work", "temp", "logs")) {
            create(folder.resolve(each));
        }
        write(folder.resolve("conf/server.xml"), serverXml(port));
        write(folder.resolve("conf/tomcat-users.xml"), users());
        ServerProcess process = ServerProcess.start(folder, jdk, command(home, folder));
        Running running = new Running(process, URI.create("http://127.0.0.1:" + port), folder);
        try {
            process.await(0, Pattern.compile("Server startup in"), START);
            applications.forEach(running::deploy);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    /**
     * As it comes, but for ports, an own address, HTTP/2 without TLS (which gRPC needs), encoded slashes in ids, and looking
     * more often for applications.
     */
    private static String serverXml(int port) {
        return """
                <Server port="-1">
                  <Listener className="org.apache.catalina.core.JreMemoryLeakPreventionListener"/>
                  <Listener className="org.apache.catalina.core.ThreadLocalLeakPreventionListener"/>
                  <GlobalNamingResources>
                    <Resource name="UserDatabase" type="org.apache.catalina.UserDatabase"
                              factory="org.apache.catalina.users.MemoryUserDatabaseFactory" pathname="conf/tomcat-users.xml"/>
                  </GlobalNamingResources>
                  <Service name="Catalina">
                    <Connector port="%d" address="127.0.0.1" protocol="HTTP/1.1"
                               encodedSolidusHandling="passthrough" encodedReverseSolidusHandling="passthrough">
                      <UpgradeProtocol className="org.apache.coyote.http2.Http2Protocol"/>
                    </Connector>
                    <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
                      <Realm className="org.apache.catalina.realm.UserDatabaseRealm" resourceName="UserDatabase"/>
                      <Host name="localhost" appBase="webapps" unpackWARs="true" autoDeploy="true"/>
                    </Engine>
                  </Service>
                </Server>
                """.formatted(port);
    }

    private static String users() {
        return Logins.CALLERS.entrySet().stream()
                .map(caller -> "<user username=\"%1$s\" password=\"%1$s-pw\" roles=\"%2$s\"/>"
                        .formatted(caller.getKey(), String.join(",", caller.getValue())))
                .collect(joining("", "<tomcat-users xmlns=\"http://tomcat.apache.org/xml\">", "</tomcat-users>"));
    }

    /** What the start script does, without a shell in between. */
    private List<String> command(Path home, Path base) {
        return List.of(
                jdk.program("java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + base,
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-cp",
                home.resolve("bin/bootstrap.jar")
                        + System.getProperty("path.separator")
                        + home.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start");
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Running(ServerProcess server, URI origin, Path base) implements RunningHost {
        @Override
        public ProcessHandle process() {
            return server.handle();
        }

        @Override
        public void deploy(String context, War war) {
            Path file = war.write(base.resolve("temp").resolve(name(context) + ".war"), origin);
            int mark = server.mark();
            move(file, base.resolve("webapps").resolve(name(context) + ".war"));
            server.await(mark, Pattern.compile("Deployment of web application archive .* has finished"), DEPLOY);
            List<String> said = server.since(mark);
            if (said.stream().anyMatch(line -> FAILED.matcher(line).find())) {
                throw new NotDeployed(String.join("\n", said));
            }
        }

        private static void move(Path from, Path to) {
            try {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void undeploy(String context) {
            Path webapps = base.resolve("webapps");
            int mark = server.mark();
            try {
                Files.delete(webapps.resolve(name(context) + ".war"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.await(mark, Pattern.compile("Undeploying context"), DEPLOY);
            if (!Patience.until(DEPLOY, () -> Files.notExists(webapps.resolve(name(context))))) {
                throw new IllegalStateException(context + " does not go");
            }
        }

        private static String name(String context) {
            return context.isEmpty() ? "ROOT" : context.substring(1);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}

package dev.kith.it.hosts;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * TomEE as a program that carries its server. Applications are there when it starts. Their persistence unit is the server's,
 * which an entry of {@code web.xml} hands to Kith, and goes on the one data source that there is.
 */
record TomEE(Jdk jdk) implements Host {
    private static final Duration START = Duration.ofMinutes(3);
    private static final int BAD_REQUEST = 400;

    @Override
    public String name() {
        return "TomEE";
    }

    @Override
    public String version() {
        return Parameters.version("tomee") + " embedded";
    }

    @Override
    public String id() {
        return "tomee";
    }

    @Override
    public boolean deploysWhileRunning() {
        return false;
    }

    /** With the entry that hands the server's persistence unit to Kith. */
    static War withUnit(War war) {
        return war.webXml("<persistence-unit-ref>"
                + "<persistence-unit-ref-name>kith/persistence-unit</persistence-unit-ref-name>"
                + "<persistence-unit-name>kith</persistence-unit-name></persistence-unit-ref>");
    }

    /** The server's persistence unit is handed to the bean, and not to Kith. */
    @Override
    public War withOwnStorage(War war) {
        String handed = war.webXml().replace(">kith/persistence-unit<", ">own/persistence-unit<");
        return new War(war.files(), war.settings(), handed, war.database())
                .file(War.CLASSES + "own.properties", "unit=java:comp/env/own/persistence-unit")
                .setting("kith.datasource", "java:comp/env/none");
    }

    /** With a data source that TomEE makes for the application. */
    static War withDataSource(War war, String driver, String url, String username, String password) {
        return withUnit(war).file("WEB-INF/resources.xml", resources(driver, url, username, password));
    }

    static String resources(String driver, String url, String username, String password) {
        return """
                <resources>
                  <Resource id="kith" type="DataSource">
                    JdbcDriver = %s
                    JdbcUrl = %s
                    UserName = %s
                    Password = %s
                  </Resource>
                </resources>
                """.formatted(driver, url.replace("&", "&amp;"), username, password);
    }

    @Override
    public War withDataSource(War war, Database database) {
        return withDataSource(
                war.library(Parameters.SERVERS.resolve("mariadb-java-client.jar")),
                "org.mariadb.jdbc.Driver",
                database.url(),
                database.username(),
                database.password());
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        URI origin = URI.create("http://127.0.0.1:" + FreePort.find());
        ServerProcess process = ServerProcess.start(folder, jdk, command(folder, origin, applications));
        Running running = new Running(process, origin);
        try {
            applications.keySet().forEach(context -> running.await(context));
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private List<String> command(Path folder, URI origin, Map<String, War> applications) {
        Path libraries = Parameters.FOLDER.resolve("../tomee-libraries/target/libraries");
        List<String> command = new ArrayList<>(List.of(
                jdk.program("java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-cp",
                libraries.resolve("*").toString(),
                "org.apache.tomee.embedded.Main",
                "--directory",
                folder.resolve("home").toString(),
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(origin.getPort()),
                "--shutdown",
                "-1"));
        applications.forEach((context, war) -> {
            Path file = war.write(folder.resolve((context.isEmpty() ? "ROOT" : context.substring(1)) + ".war"), origin);
            command.addAll(List.of("--path", file.toString(), "--context", context.isEmpty() ? "/" : context));
        });
        return command;
    }

    private record Running(ServerProcess server, URI origin) implements RunningHost {
        /** An application has started when it answers a link that is not valid. */
        void await(String context) {
            HttpClient http = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(URI.create(origin + context + "/ui/login/mail/verification"))
                    .build();
            Patience.until(START, () -> isRefused() || status(http, request) == BAD_REQUEST);
            if (isRefused() || status(http, request) != BAD_REQUEST) {
                throw new NotDeployed(String.join("\n", server.since(0)));
            }
        }

        private boolean isRefused() {
            return server.since(0).stream().anyMatch(line -> line.contains("startup failed due to previous errors"));
        }

        private static int status(HttpClient http, HttpRequest request) {
            try {
                return http.send(request, BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
                return -1; // not there yet
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UncheckedIOException(new IOException(e));
            }
        }

        @Override
        public ProcessHandle process() {
            return server.handle();
        }

        @Override
        public void deploy(String context, War war) {
            throw new UnsupportedOperationException("applications are there when it starts");
        }

        @Override
        public void undeploy(String context) {
            throw new UnsupportedOperationException("applications are there when it starts");
        }

        @Override
        public void close() {
            server.close();
        }
    }
}

package dev.kith.it.hosts;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A Quarkus application, as its Maven plugin has built it with the jars as dependencies. */
record Quarkus(Jdk jdk) implements ProgramHost {
    private static final Path BUILT = Parameters.FOLDER.resolve("../quarkus-app/target/quarkus-app");
    private static final String CONFIGURATION = "config/application.properties";
    private static final Duration START = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "Quarkus";
    }

    @Override
    public String version() {
        return Parameters.version("quarkus");
    }

    /** The application's one data source; Quarkus knows no names for others but its own. */
    @Override
    public War withDataSource(War war, Database database) {
        return war.file(
                CONFIGURATION,
                "quarkus.datasource.jdbc.url=" + database.url() + "\nquarkus.datasource.username=" + database.username()
                        + "\nquarkus.datasource.password=" + database.password() + "\n");
    }

    /** The plugins are those that the application was built with; the jar tells them where the tests listen. */
    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        War war = Program.onlyAsBuilt(applications);
        Path facts = folder.resolve("plugin.jar");
        Program.write(war, "WEB-INF/lib/plugin.jar", facts);
        Program.write(war, CONFIGURATION, folder.resolve(CONFIGURATION));
        int port = FreePort.find();
        URI origin = URI.create("http://127.0.0.1:" + port);
        List<String> command = new ArrayList<>(List.of(
                jdk.program("java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port));
        command.addAll(Program.settings(war, origin));
        command.addAll(List.of(
                "-cp",
                BUILT.resolve("quarkus-run.jar") + File.pathSeparator + facts,
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        ServerProcess process = ServerProcess.start(folder, jdk, command);
        Program running = new Program(process, origin);
        try {
            process.await(0, Pattern.compile("Listening on"), START);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }
}

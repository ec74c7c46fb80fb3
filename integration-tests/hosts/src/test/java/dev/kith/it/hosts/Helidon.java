package dev.kith.it.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** A Helidon MP application with the jars on its class path. */
record Helidon(Jdk jdk) implements ProgramHost {
    private static final Path BUILT = Parameters.FOLDER.resolve("../helidon-app/target");
    private static final String CONFIGURATION = "data-sources";
    private static final Duration START = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "Helidon MP";
    }

    @Override
    public String version() {
        return Parameters.version("helidon");
    }

    /** One of two data sources. */
    @Override
    public War withDataSource(War war, Database database) {
        return war.file(CONFIGURATION, dataSource("main", database) + dataSource("kith", database))
                .setting("kith.datasource", "kith");
    }

    /** The framework's own means. */
    @Override
    public War withBasePath(War war, String path) {
        return war.setting(CALLS + ".routing-path.path", path);
    }

    @Override
    public War withOwnStorage(War war) {
        return war.file(War.CLASSES + "own.properties", "datasource=main")
                .setting("kith.datasource", "java:comp/env/none");
    }

    /** The application's only data source. */
    static War withOneDataSource(War war, Database database) {
        return war.file(CONFIGURATION, dataSource("main", database));
    }

    private static String dataSource(String name, Database database) {
        String prefix = "-Djavax.sql.DataSource." + name + ".";
        return prefix + "dataSourceClassName=org.postgresql.ds.PGSimpleDataSource\n"
                + prefix + "dataSource.url=" + database.url() + "\n"
                + prefix + "username=" + database.username() + "\n"
                + prefix + "password=" + database.password() + "\n";
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        War war = Program.only(applications);
        Path plugin = folder.resolve("plugin.jar");
        Program.write(war, "WEB-INF/lib/plugin.jar", plugin);
        Program.write(war, CONFIGURATION, folder.resolve(CONFIGURATION));
        Path classes = folder.resolve("classes.jar");
        Program.writeClasses(war, classes);
        int port = FreePort.find();
        URI origin = URI.create("http://127.0.0.1:" + port);
        List<String> command = new ArrayList<>(List.of(
                jdk.program("java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-Dserver.host=127.0.0.1",
                "-Dserver.port=" + port));
        command.addAll(dataSources(war));
        command.addAll(Program.settings(war, origin));
        command.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        BUILT.resolve("helidon-app-1.0.0.jar").toString(),
                        BUILT.resolve("libs") + File.separator + "*",
                        plugin.toString(),
                        classes.toString()),
                "io.helidon.microprofile.cdi.Main"));
        ServerProcess process = ServerProcess.start(folder, jdk, command);
        Program running = new Program(process, origin);
        try {
            process.await(0, Pattern.compile("Server started on"), START);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static List<String> dataSources(War war) {
        return new String(war.files().get(CONFIGURATION), UTF_8).lines().toList();
    }
}

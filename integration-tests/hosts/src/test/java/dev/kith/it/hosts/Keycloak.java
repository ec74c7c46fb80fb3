package dev.kith.it.hosts;

import dev.kith.it.engines.Database;
import dev.kith.it.processes.FreePort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Keycloak in development mode, with Kith's own jar for it in the folder of providers. */
record Keycloak(Jdk jdk) implements Host {
    /** The realm that the paths of an application stand for. */
    static final String REALM = "conformance";

    private static final String DATABASE = "database";
    private static final Duration START = Duration.ofMinutes(6);

    @Override
    public String name() {
        return "Keycloak";
    }

    @Override
    public String version() {
        return Parameters.version("keycloak");
    }

    @Override
    public boolean deploysWhileRunning() {
        return false;
    }

    @Override
    public String path(String context) {
        return path(context.isEmpty() ? REALM : context.substring(1), "kith");
    }

    static String path(String realm, String rest) {
        return "/realms/" + realm + "/" + rest;
    }

    /** Keycloak's own database. */
    @Override
    public War withDataSource(War war, Database database) {
        return war.file(DATABASE, database.url() + "\n" + database.username() + "\n" + database.password());
    }

    @Override
    public RunningHost start(Path folder, Map<String, War> applications) {
        War war = Program.onlyAsBuilt(applications);
        Path home = Folders.copy(Parameters.SERVERS.resolve("keycloak-" + version()), folder.resolve("keycloak"));
        Folders.copy(Parameters.KEYCLOAK, home.resolve("providers/kith-keycloak.jar"));
        Program.write(war, "WEB-INF/lib/plugin.jar", home.resolve("providers/plugin.jar"));
        int port = FreePort.find();
        URI origin = URI.create("http://127.0.0.1:" + port);
        ServerProcess process = ServerProcess.start(
                folder,
                jdk,
                List.of(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--cache=local"),
                environment(war, origin));
        Program running = new Program(process, origin);
        try {
            process.await(0, Pattern.compile("Listening on"), START);
            return running;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static Map<String, String> environment(War war, URI origin) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.NAME);
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakAdmin.PASSWORD);
        environment.put("JAVA_OPTS_KC_HEAP", "-Xmx640m");
        war.settings()
                .forEach((key, value) -> environment.put(
                        key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
                        value.replace("{origin}", origin.toString())));
        if (war.files().containsKey(DATABASE)) {
            List<String> database = new String(war.files().get(DATABASE), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            environment.put("KC_DB", "postgres");
            environment.put("KC_DB_URL", database.get(0));
            environment.put("KC_DB_USERNAME", database.get(1));
            environment.put("KC_DB_PASSWORD", database.get(2));
        }
        return environment;
    }
}

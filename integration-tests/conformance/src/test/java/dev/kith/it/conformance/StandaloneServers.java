package dev.kith.it.conformance;

import dev.kith.it.engines.Database;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The standalone runner, one process for each kind, started when a case needs it. */
final class StandaloneServers implements Servers {
    private final ConformanceEnvironment environment;
    private final DatabaseParameter parameter;
    private final Database database;
    private final Map<String, String> more;
    private final Map<Kind, Once<RunningServer>> servers = new ConcurrentHashMap<>();

    StandaloneServers(ConformanceEnvironment environment, DatabaseParameter parameter, Database database) {
        this(environment, parameter, database, Map.of());
    }

    /** Servers with additional settings, which take precedence over those that all have. */
    StandaloneServers(
            ConformanceEnvironment environment,
            DatabaseParameter parameter,
            Database database,
            Map<String, String> more) {
        this.environment = environment;
        this.parameter = parameter;
        this.database = database;
        this.more = Map.copyOf(more);
    }

    @Override
    public URI at(Kind kind) {
        return servers.computeIfAbsent(kind, wanted -> new Once<>(() -> start(wanted)))
                .get()
                .origin();
    }

    private RunningServer start(Kind kind) {
        Map<String, String> settings = ServerUnderTest.settings(kind);
        settings.put("kith.http.port", "0");
        settings.put("kith.data", environment.folder().resolve("data").toString());
        settings.put("kith.plugins", environment.plugins(kind).toString());
        settings.put("kith.database.url", database.url());
        settings.put("kith.database.username", database.username());
        settings.put("kith.database.password", database.password());
        settings.put("kith.authenticator", "default");
        settings.put("kith.jwt.jwks", environment.keySet().toString());
        settings.put("kith.jwt.issuer", Tokens.ISSUER);
        settings.put("kith.jwt.audience", Tokens.AUDIENCE);
        settings.put("kith.demo", "false");
        settings.putAll(more);
        return RunningServer.start(parameter.program(), settings);
    }

    @Override
    public void close() {
        servers.values().forEach(server -> server.ifMade().ifPresent(RunningServer::close));
    }
}

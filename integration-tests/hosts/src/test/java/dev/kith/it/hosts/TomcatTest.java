package dev.kith.it.hosts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TomcatTest extends HostTest {
    TomcatTest() {
        super(new Tomcat(Jdk.V17));
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.DEFAULT_DATA_SOURCE,
                Limit.always(
                        "it has none; without `kith.datasource` the application does not start, and the log says so",
                        "There is no database"));
    }

    /** With a data source of its own, as there is none that the server has. */
    @Override
    War application() {
        return Tomcat.withDataSource(carrying(), "org.h2.Driver", "jdbc:h2:mem:kith;DB_CLOSE_DELAY=-1", "sa", "");
    }

    private War carrying() {
        return Tomcat.carryingLibraries(super.application()).library(Parameters.SERVERS.resolve("h2.jar"));
    }

    @Override
    Optional<War> withoutDataSource() {
        return Optional.of(carrying());
    }

    @Test
    void callers_log_in_with_passwords_of_the_server() {
        Logins logins = new Logins(steps());
        measure(List.of(Feature.LOGIN), () -> {
            RunningHost server = serve(Map.of("/basic", Logins.basic(application())));
            logins.requireBasic(at(server, "/basic"));
            return "basic";
        });
    }
}

package dev.kith.it.hosts;

import dev.kith.it.engines.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("all-hosts")
class TomEETest extends HostTest {
    TomEETest() {
        super(new TomEE(Jdk.V17));
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.DEFAULT_DATA_SOURCE,
                Limit.always(
                        "its own is an HSQLDB, for which Kith has no scripts; the application does not start, and the log"
                                + " says so",
                        "no scripts to create its tables"),
                Feature.NAMED_DATA_SOURCE,
                Limit.always(
                        "its OpenJPA 4.0.0 opens no unit of version 3.0 for Kith; the unit of the server goes on the"
                                + " application's data source instead (measured with MariaDB)",
                        "persistence unit \"kith\" cannot be opened"),
                Feature.GRPC,
                Limit.always(
                        "its connector has no HTTP/2 here: the connection is closed, status 14; JSON and gRPC-Web work",
                        "expected \\d+ but is 14"),
                Feature.NEIGHBOUR,
                Limit.always(
                        "the calls are as they should be, but filters and mappers that the server finds hold for all"
                                + " applications of an archive or, once one names its classes as Kith's do, for none; an"
                                + " application that needs them goes into an archive of its own",
                        "its sign at /beside/api/greetings"),
                Feature.REDEPLOY,
                Limit.always(
                        "not measured: this server takes applications at its start only",
                        "come and go while the server runs"));
    }

    /** The cases are on a data source of the application that the server's persistence unit takes by itself. */
    @Override
    List<Feature> shownByCases() {
        return List.of();
    }

    @Test
    void a_named_data_source_needs_a_unit_that_kith_opens_itself() {
        measure(List.of(Feature.NAMED_DATA_SOURCE), () -> {
            serve(Map.of(
                    "/named",
                    super.application()
                            .library(Parameters.SERVERS.resolve("h2.jar"))
                            .file(
                                    "WEB-INF/resources.xml",
                                    TomEE.resources("org.h2.Driver", "jdbc:h2:mem:named", "sa", ""))
                            .setting("kith.datasource", "openejb:Resource/named/kith")));
            return "yes";
        });
    }

    /** Its persistence provider and PostgreSQL do not go together. */
    @Override
    Engine engine() {
        return Engine.MARIADB;
    }

    @Override
    War application() {
        War war = super.application().library(Parameters.SERVERS.resolve("h2.jar"));
        return TomEE.withDataSource(war, "org.h2.Driver", "jdbc:h2:mem:kith;DB_CLOSE_DELAY=-1", "sa", "");
    }

    @Override
    Optional<War> withoutDataSource() {
        return Optional.of(TomEE.withUnit(super.application()));
    }
}

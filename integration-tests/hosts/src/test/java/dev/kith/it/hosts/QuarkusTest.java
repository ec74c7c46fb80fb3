package dev.kith.it.hosts;

import dev.kith.it.engines.Engine;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("all-hosts")
class QuarkusTest extends HostTest {
    private static final Quarkus QUARKUS = new Quarkus(Jdk.V17);

    QuarkusTest() {
        super(QUARKUS);
    }

    @Override
    War application() {
        return QUARKUS.withDataSource(super.application(), Engine.POSTGRESQL.freshDatabase());
    }

    /** The beans are there, and wait for these properties. */
    @Override
    War withCodesBean(War war) {
        return war.setting("com.example.codes", "bean");
    }

    @Override
    War withOwnKith(War war) {
        return war.setting("com.example.kith", "own");
    }

    @Override
    Map<String, String> answeredByTheHost() {
        String words = "an unknown path or method gets Quarkus' own 404 or 405, without a body";
        return Map.of("PU-058", words, "PU-059", words);
    }

    @Override
    Optional<HealthPage> healthPage(RunningHost server) {
        return Optional.of(new HealthPage(URI.create(server.origin() + "/q/health")));
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.NEIGHBOUR,
                Limit.always(
                        "not measured: Quarkus has one JAX-RS application, so paths, filters and mappers of the host hold for"
                                + " the calls as well",
                        Program.BUILT),
                Feature.BASE_PATH,
                Limit.always(
                        "not measured: the path of everything (`quarkus.rest.path`) is decided when the application is built",
                        Program.NO_WEB_XML),
                Feature.NAMED_DATA_SOURCE,
                Limit.sometimes(
                        "the data source is that of the persistence unit with Kith's entities", "kith.datasource"),
                Feature.GRPC,
                Limit.always(
                        "without servlets no trailers can be sent: status 12 or a plain HTTP error; JSON and gRPC-Web work",
                        "cases over GRPC\\b"),
                Feature.SECOND,
                Limit.always(Program.ALONE, Program.ALONE),
                Feature.REDEPLOY,
                Limit.always(Program.ALONE, "come and go"));
    }
}

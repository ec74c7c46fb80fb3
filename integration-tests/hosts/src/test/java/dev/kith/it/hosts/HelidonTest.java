package dev.kith.it.hosts;

import dev.kith.it.engines.Engine;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("all-hosts")
class HelidonTest extends HostTest {
    HelidonTest() {
        super(new Helidon(Jdk.V25));
    }

    @Override
    War application() {
        return Helidon.withOneDataSource(super.application(), Engine.POSTGRESQL.freshDatabase());
    }

    @Override
    Optional<HealthPage> healthPage(RunningHost server) {
        return Optional.of(new HealthPage(URI.create(server.origin() + "/health")));
    }

    /** Helidon asks for names before Kith has been started, and keeps them. */
    @Override
    String nameOnHealthPage() {
        return "kith";
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.BASE_PATH,
                Limit.always(
                        "Helidon's `routing-path` moves the calls, but at another path Kith cannot tell its application from"
                                + " others there, and answers 404",
                        "POST /users: 404"),
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

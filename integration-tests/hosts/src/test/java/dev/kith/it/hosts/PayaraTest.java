package dev.kith.it.hosts;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("all-hosts")
class PayaraTest extends HostTest {
    PayaraTest() {
        super(GlassFishFamily.payara(Jdk.V17));
    }

    @Override
    War leaving() {
        return onDatabaseOutside();
    }

    @Override
    Optional<HealthPage> healthPage(RunningHost server) {
        return Optional.of(new HealthPage(URI.create(server.origin() + "/health")));
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(Feature.GRPC, Limit.OF_GRIZZLY);
    }
}

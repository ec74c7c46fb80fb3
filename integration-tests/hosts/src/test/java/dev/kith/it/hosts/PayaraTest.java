package dev.kith.it.hosts;

import java.util.Map;
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
    Map<Feature, Limit> limits() {
        return Map.of(Feature.GRPC, Limit.OF_GRIZZLY);
    }
}

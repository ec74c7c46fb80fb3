package dev.kith.it.hosts;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

class PayaraMicroTest extends HostTest {
    PayaraMicroTest() {
        super(new PayaraMicro(Jdk.V17));
    }

    @Override
    Optional<HealthPage> healthPage(RunningHost server) {
        return Optional.of(new HealthPage(URI.create(server.origin() + "/health")));
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.GRPC,
                Limit.OF_GRIZZLY,
                Feature.REDEPLOY,
                Limit.always(
                        "it takes and drops no application while it runs; the new one comes with a new process",
                        "applications come and go while the server runs"));
    }
}

package dev.kith.it.hosts;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PayaraMicroTest extends HostTest {
    PayaraMicroTest() {
        super(new PayaraMicro(Jdk.V17));
    }

    @Override
    Optional<HealthPage> healthPage(RunningHost server) {
        return Optional.of(new HealthPage(URI.create(server.origin() + "/health")));
    }

    /** Its API of OpenTelemetry is 1.29. */
    @Test
    void figures_and_spans_go_to_mp_telemetry() {
        try (TelemetryCollector collector = new TelemetryCollector();
                RunningHost server = new PayaraMicro(Jdk.V17, collector.environment())
                        .start(Folders.fresh("payara-micro-telemetry"), Map.of("", application()))) {
            steps().walk(at(server, ""));

            collector.require(
                    "zitadel.resources.user.v3alpha.ZITADELUsers/CreateUser", "deliver ", "kith.calls", "kith.codes");
        }
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

package dev.kith.health;

import dev.kith.transport.rest.Quarkus;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether Kith can serve, for MicroProfile Health. Must not be loaded where its classes are missing, so it has no scope: that
 * alone makes no container look at it. {@link HealthExtension} makes it a bean, and in Quarkus its extension for health does.
 */
@Readiness
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class ReadinessCheck implements HealthCheck {
    private final StartedHealth kith;

    /**
     * The check of a Kith.
     *
     * @param kith the Kith of the application
     */
    @Inject
    public ReadinessCheck(StartedHealth kith) {
        this.kith = kith;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<KithHealth> health = kith.health();
        return health.map(ReadinessCheck::answer)
                .orElseGet(() -> HealthCheckResponse.named("kith:ready").down().build());
    }

    private static HealthCheckResponse answer(KithHealth health) {
        HealthReport report = health.check();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named(health.name() + ":ready").status(report.ready());
        report.failing().forEach((word, names) -> answer.withData(word, String.join(", ", names)));
        Long waiting = report.waiting();
        if (waiting != null) {
            answer.withData(HealthReport.WAITING, waiting);
        }
        Long dead = report.dead();
        if (dead != null) {
            answer.withData(HealthReport.DEAD, dead);
        }
        return answer.build();
    }
}

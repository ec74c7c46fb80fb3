package dev.kith.health;

import dev.kith.transport.rest.Quarkus;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Whether Kith has been started, which takes a while where tables are brought up to date, for MicroProfile Health. A bean in the
 * same way as {@link ReadinessCheck}.
 */
@Startup
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.ON)
public class StartupCheck implements HealthCheck {
    private final StartedHealth kith;

    /**
     * The check of a Kith.
     *
     * @param kith the Kith of the application
     */
    @Inject
    public StartupCheck(StartedHealth kith) {
        this.kith = kith;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<KithHealth> health = kith.health();
        return HealthCheckResponse.named(health.map(KithHealth::name).orElse("kith") + ":started")
                .status(health.isPresent())
                .build();
    }
}

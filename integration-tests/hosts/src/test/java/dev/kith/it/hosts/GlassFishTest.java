package dev.kith.it.hosts;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

@Tag("all-hosts")
class GlassFishTest extends HostTest {
    GlassFishTest() {
        super(GlassFishFamily.glassFish(Jdk.V17));
    }

    @Override
    War leaving() {
        return onDatabaseOutside();
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.DEFAULT_DATA_SOURCE,
                Limit.always(
                        "its own leads to a Derby server that is not running, and for Derby Kith has no scripts; the"
                                + " application does not start, and the log says so",
                        "DerbyPool"),
                Feature.GRPC,
                Limit.OF_GRIZZLY,
                // MpConfigProviderResolver.CONFIGS, Timer-0, and the event listeners DeployCommand and ApplicationInfo.
                Feature.REDEPLOY,
                Limit.sometimes(
                        "comes and goes, but the server's MicroProfile Config, its timer and its deployment listeners hold on"
                                + " to class loaders; start it anew now and then",
                        "class loaders with Kith that are left"));
    }

    @Override
    War application() {
        return super.application().setting("kith.datasource", GlassFishFamily.DATA_SOURCE);
    }

    @Override
    Optional<War> withoutDataSource() {
        return Optional.of(super.application());
    }
}

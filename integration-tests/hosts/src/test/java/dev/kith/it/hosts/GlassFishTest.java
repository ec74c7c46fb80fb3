package dev.kith.it.hosts;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("all-hosts")
class GlassFishTest extends HostTest {
    GlassFishTest() {
        super(GlassFishFamily.glassFish(Jdk.V17));
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
    @Test
    void a_bare_application_works_on_the_data_source_that_the_server_has() {
        measure(List.of(Feature.DEPLOYS, Feature.NOTIFIER), () -> {
            RunningHost server = serve(Map.of("/bare", application()));
            steps().walk(at(server, "/bare"));
            return "yes";
        });
        measure(List.of(Feature.DEFAULT_DATA_SOURCE), () -> {
            serve(Map.of("/without", super.application()));
            return "yes";
        });
    }
}

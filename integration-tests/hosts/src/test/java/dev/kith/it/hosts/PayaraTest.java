package dev.kith.it.hosts;

import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("all-hosts")
class PayaraTest extends HostTest {
    PayaraTest() {
        super(GlassFishFamily.payara(Jdk.V17));
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.GRPC,
                Limit.OF_GRIZZLY,
                // H2-lob-cleaner.
                Feature.REDEPLOY,
                Limit.sometimes(
                        "comes and goes, but a thread of the server's H2 may hold on to one class loader, that of the"
                                + " application that was the first to need it",
                        "class loaders with Kith that are left"));
    }
}

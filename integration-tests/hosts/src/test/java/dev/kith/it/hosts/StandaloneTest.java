package dev.kith.it.hosts;

import java.util.Map;

class StandaloneTest extends HostTest {
    StandaloneTest() {
        super(new Standalone(Jdk.V17));
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.SECOND,
                Limit.always("one process is one application", Program.ALONE),
                Feature.REDEPLOY,
                Limit.always("one process is one application", "applications come and go while the server runs"));
    }
}

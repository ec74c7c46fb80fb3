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
                Limit.always(Program.ALONE, Program.ALONE),
                Feature.REDEPLOY,
                Limit.always(Program.ALONE, "applications come and go while the server runs"));
    }
}

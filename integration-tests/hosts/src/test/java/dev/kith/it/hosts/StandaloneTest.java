package dev.kith.it.hosts;

import java.util.Map;

class StandaloneTest extends HostTest {
    StandaloneTest() {
        super(new Standalone(Jdk.V17));
    }

    @Override
    Map<Feature, Limit> limits() {
        return Map.of(
                Feature.NEIGHBOUR,
                Limit.always("it is a program; its plugins are found by `ServiceLoader`", Program.BUILT),
                Feature.BASE_PATH,
                Limit.always("the program's paths are fixed", Program.NO_WEB_XML),
                Feature.OWN_BEANS,
                Limit.always("it is a program; its plugins are found by `ServiceLoader`", Program.BUILT),
                Feature.SECOND,
                Limit.always("one process is one application", Program.ALONE),
                Feature.REDEPLOY,
                Limit.always("one process is one application", "applications come and go while the server runs"));
    }
}

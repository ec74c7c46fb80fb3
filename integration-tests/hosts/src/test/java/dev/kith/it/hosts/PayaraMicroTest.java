package dev.kith.it.hosts;

import java.util.Map;

class PayaraMicroTest extends HostTest {
    PayaraMicroTest() {
        super(new PayaraMicro(Jdk.V17));
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

package dev.kith.it.hosts;

import org.junit.jupiter.api.Tag;

@Tag("all-hosts")
class GlassFishTest extends HostTest {
    GlassFishTest() {
        super(GlassFishFamily.glassFish(Jdk.V17));
    }
}

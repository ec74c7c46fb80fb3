package dev.kith.it.hosts;

import org.junit.jupiter.api.Tag;

@Tag("all-hosts")
class PayaraTest extends HostTest {
    PayaraTest() {
        super(GlassFishFamily.payara(Jdk.V17));
    }
}

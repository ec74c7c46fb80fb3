package dev.kith.it.hosts;

class WildFlyTest extends HostTest {
    WildFlyTest() {
        super(new WildFly(Jdk.V17));
    }
}

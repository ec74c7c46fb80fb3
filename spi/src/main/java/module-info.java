/** The sockets of Kith that others plug into. */
module dev.kith.spi {
    requires static transitive org.jspecify;

    exports dev.kith.spi;
}

/** The extension points of Kith. */
module dev.kith.spi {
    requires static transitive org.jspecify;

    exports dev.kith.spi;
}

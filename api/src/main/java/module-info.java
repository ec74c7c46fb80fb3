/** The Java API of Kith. */
module dev.kith.api {
    requires static transitive org.jspecify;

    exports dev.kith.api;
    exports dev.kith.api.schemas;
    exports dev.kith.api.search;
    exports dev.kith.api.transfer;
}

/** The door that callers of Kith knock on. */
module dev.kith.api {
    requires static transitive org.jspecify;

    exports dev.kith.api;
}

package dev.kith.it.hosts;

/** What is measured in every host, in the order of the table's columns. */
enum Feature {
    DEPLOYS("deploys", "An otherwise empty WAR with the drop-in jar and an integrator's jar starts and serves."),
    DEFAULT_DATA_SOURCE(
            "default data source",
            "Without any setting, Kith keeps its tables in the data source that the server has."),
    NAMED_DATA_SOURCE("named data source", "`kith.datasource` names another one (here PostgreSQL)."),
    JSON("JSON", "Conformance cases that pass, of all, over JSON."),
    GRPC_WEB("gRPC-Web", "The same over gRPC-Web."),
    GRPC("gRPC", "The same over gRPC, in the root context."),
    NOTIFIER("notifier plugin", "The integrator's notifier, found by `ServiceLoader`, delivers the code."),
    SECOND(
            "second deployment",
            "Two applications with the jar live side by side; the end of one does not disturb the other."),
    REDEPLOY("redeploy", "The application goes without leaving a thread or a class behind, and comes back."),
    NEIGHBOUR(
            "beside another application",
            "A JAX-RS application of the host's own that serves everything it finds (`@ApplicationPath`, nothing named), with"
                    + " a filter and a mapper for everything: each answers as if the other were not there, and the calls are"
                    + " not served under its path."),
    BASE_PATH("base path", "The application gives the calls another path than `/resources/v3alpha`."),
    OWN_BEANS(
            "own beans",
            "A bean of the application takes the place of a default; a bean of type `Kith` that of Kith as a whole."),
    LOGIN("login", "A caller whom the container has authenticated, with the container's roles.");

    private final String title;
    private final String meaning;

    Feature(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    String title() {
        return title;
    }

    String meaning() {
        return meaning;
    }

    /** The name in files. */
    String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}

package dev.kith.it.hosts;

import dev.kith.it.engines.Database;
import java.nio.file.Path;
import java.util.Map;

/** A kind of server in some version. */
interface Host {
    /** The class of the JAX-RS application that serves the calls. */
    String CALLS = "dev.kith.transport.rest.UsersApplication";

    /** Its name in the table. */
    String name();

    /** Its version. */
    String version();

    /** What it is run on. */
    Jdk jdk();

    /** A name for files. */
    default String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
    }

    /**
     * Starts one, on free ports, with applications in it.
     *
     * @param folder an empty folder for everything that it writes
     * @param applications the applications by context path, the root context being ""
     * @return the server, once it answers; to be closed by the caller
     * @throws NotDeployed when an application does not start
     */
    RunningHost start(Path folder, Map<String, War> applications);

    /**
     * What follows the origin in the URLs of an application.
     *
     * @param context the context path that it was started under
     * @return the context path, unless this host has paths of its own
     */
    default String path(String context) {
        return context;
    }

    /** Whether applications can come and go while the server runs. */
    default boolean deploysWhileRunning() {
        return true;
    }

    /**
     * Lets an application bring a data source of its own, by the means that all servers of the standard know.
     *
     * @param war the application
     * @param database the database, a PostgreSQL
     * @return the application with that data source, and Kith told to use it
     */
    default War withDataSource(War war, Database database) {
        return dataSource(war.library(Parameters.SERVERS.resolve("postgresql.jar")), database);
    }

    /** The same for servers that have the driver. */
    static War dataSource(War war, Database database) {
        return war.setting("kith.datasource", "java:app/jdbc/kith")
                .webXml("<data-source><name>java:app/jdbc/kith</name>"
                        + "<class-name>org.postgresql.ds.PGSimpleDataSource</class-name>"
                        + "<url>" + database.url() + "</url>"
                        + "<user>" + database.username() + "</user><password>" + database.password() + "</password>"
                        + "<transactional>true</transactional></data-source>");
    }

    /**
     * Gives the calls another path, by the means that JAX-RS has for it: a servlet with the name of the application class.
     *
     * @param war the application
     * @param path the path below the context, with a slash in front
     * @return the application with that path
     */
    default War withBasePath(War war, String path) {
        return war.webXml("<servlet><servlet-name>" + CALLS + "</servlet-name></servlet>"
                + "<servlet-mapping><servlet-name>" + CALLS + "</servlet-name>"
                + "<url-pattern>" + path + "/*</url-pattern></servlet-mapping>");
    }

    /**
     * Tells a bean of the application that starts Kith itself where to keep its data.
     *
     * @param war an application that Kith itself would start in
     * @return the application; a Kith that starts by itself does not start in it
     */
    default War withOwnStorage(War war) {
        String database = war.settings().getOrDefault("kith.datasource", "java:comp/DefaultDataSource");
        return war.file(War.CLASSES + "own.properties", "datasource=" + database)
                .setting("kith.datasource", "java:comp/env/none");
    }
}

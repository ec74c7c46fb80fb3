package dev.kith.it.databases;

import dev.kith.it.engines.Engine;

/** A database and a persistence provider that the storage works with. */
enum DatabaseParameter {
    H2_HIBERNATE(Engine.H2_MEMORY, DatabaseParameter.HIBERNATE),
    POSTGRESQL_HIBERNATE(Engine.POSTGRESQL, DatabaseParameter.HIBERNATE),
    MARIADB_HIBERNATE(Engine.MARIADB, DatabaseParameter.HIBERNATE),
    H2_ECLIPSELINK(Engine.H2_MEMORY, DatabaseParameter.ECLIPSELINK),
    POSTGRESQL_ECLIPSELINK(Engine.POSTGRESQL, DatabaseParameter.ECLIPSELINK),
    MARIADB_ECLIPSELINK(Engine.MARIADB, DatabaseParameter.ECLIPSELINK),
    H2_OPENJPA(Engine.H2_MEMORY, DatabaseParameter.OPENJPA),
    MARIADB_OPENJPA(Engine.MARIADB, DatabaseParameter.OPENJPA);

    private static final String HIBERNATE = "org.hibernate.jpa.HibernatePersistenceProvider";
    static final String OPENJPA = "org.apache.openjpa.persistence.PersistenceProviderImpl";
    private static final String ECLIPSELINK = "org.eclipse.persistence.jpa.PersistenceProvider";

    final Engine engine;
    final String provider;

    DatabaseParameter(Engine engine, String provider) {
        this.engine = engine;
        this.provider = provider;
    }
}

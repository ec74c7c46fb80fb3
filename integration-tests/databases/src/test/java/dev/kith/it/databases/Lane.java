package dev.kith.it.databases;

import dev.kith.it.engines.Engine;

/** A database and a persistence provider that the storage works with. */
enum Lane {
    H2_HIBERNATE(Engine.H2_MEMORY, Lane.HIBERNATE),
    POSTGRESQL_HIBERNATE(Engine.POSTGRESQL, Lane.HIBERNATE),
    MARIADB_HIBERNATE(Engine.MARIADB, Lane.HIBERNATE),
    H2_ECLIPSELINK(Engine.H2_MEMORY, Lane.ECLIPSELINK),
    POSTGRESQL_ECLIPSELINK(Engine.POSTGRESQL, Lane.ECLIPSELINK),
    MARIADB_ECLIPSELINK(Engine.MARIADB, Lane.ECLIPSELINK),
    H2_OPENJPA(Engine.H2_MEMORY, Lane.OPENJPA),
    MARIADB_OPENJPA(Engine.MARIADB, Lane.OPENJPA);

    private static final String HIBERNATE = "org.hibernate.jpa.HibernatePersistenceProvider";
    static final String OPENJPA = "org.apache.openjpa.persistence.PersistenceProviderImpl";
    private static final String ECLIPSELINK = "org.eclipse.persistence.jpa.PersistenceProvider";

    final Engine engine;
    final String provider;

    Lane(Engine engine, String provider) {
        this.engine = engine;
        this.provider = provider;
    }
}

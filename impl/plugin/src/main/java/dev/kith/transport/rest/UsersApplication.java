package dev.kith.transport.rest;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The calls and what belongs to them. */
@ApplicationPath(UsersApplication.PATH)
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class UsersApplication extends Application {
    /** The path, unless the application that contains Kith sets another one. */
    static final String PATH = "resources/v3alpha";

    /** For CDI and JAX-RS. */
    public UsersApplication() {}

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                UsersRoot.class,
                SchemasRoot.class,
                Preflight.class,
                UnaskedBody.class,
                AnswersWithId.class,
                RouteMapper.class,
                UnexpectedExceptionMapper.class);
    }

    /** One implementation serves a description of the API at a path of its own by default; here that path is unknown. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}

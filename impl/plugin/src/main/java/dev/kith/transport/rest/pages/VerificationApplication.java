package dev.kith.transport.rest.pages;

import dev.kith.transport.rest.Quarkus;
import dev.kith.transport.rest.RouteMapper;
import dev.kith.transport.rest.UnexpectedExceptionMapper;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The pages behind the links of mails. */
@ApplicationPath(VerificationApplication.PATH)
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class VerificationApplication extends Application {
    /** Where it is unless the application that carries it says otherwise. */
    static final String PATH = "ui/login/mail";

    /** For CDI and JAX-RS. */
    public VerificationApplication() {}

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                VerificationRoot.class, RestorationRoot.class, RouteMapper.class, UnexpectedExceptionMapper.class);
    }

    /** The path of a description that one implementation offers unasked is an unknown path here like any other. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}

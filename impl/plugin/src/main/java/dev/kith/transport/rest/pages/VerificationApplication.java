package dev.kith.transport.rest.pages;

import dev.kith.transport.rest.AnswersWithId;
import dev.kith.transport.rest.Quarkus;
import dev.kith.transport.rest.RouteMapper;
import dev.kith.transport.rest.UnexpectedExceptionMapper;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The pages that the links in mails open. */
@ApplicationPath(VerificationApplication.PATH)
@ApplicationScoped
@IfBuildProperty(name = Quarkus.SWITCH, stringValue = Quarkus.NEVER)
public class VerificationApplication extends Application {
    /** The path, unless the application that contains Kith sets another one. */
    static final String PATH = "ui/login/mail";

    /** For CDI and JAX-RS. */
    public VerificationApplication() {}

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                VerificationRoot.class,
                RestorationRoot.class,
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

package dev.kith.standalone;

import dev.kith.transport.rest.UsersApplication;
import dev.kith.transport.rest.pages.VerificationApplication;
import jakarta.servlet.Servlet;
import jakarta.ws.rs.core.Application;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** The JAX-RS applications of the plugin, served by Jersey. */
final class Resources {
    private static final Map<String, Application> APPLICATIONS =
            Map.of("/resources/v3alpha/*", new UsersApplication(), "/ui/login/mail/*", new VerificationApplication());

    private Resources() {}

    static Class<?>[] beanClasses() {
        return APPLICATIONS.values().stream()
                .flatMap(application -> application.getClasses().stream())
                .distinct()
                .toArray(Class<?>[]::new);
    }

    static Map<String, Servlet> mappings() {
        Map<String, Servlet> servlets = new LinkedHashMap<>();
        APPLICATIONS.forEach((mapping, application) ->
                servlets.put(mapping, new ServletContainer(ResourceConfig.forApplication(application))));
        return servlets;
    }
}

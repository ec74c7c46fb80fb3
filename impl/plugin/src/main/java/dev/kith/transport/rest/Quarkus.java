package dev.kith.transport.rest;

/**
 * What Quarkus has to know when it builds an application. It supports one JAX-RS application only, which would be Kith's
 * instead of the user's. So the applications are hidden from it, and it gets root resources with their whole path. Because
 * servers that are built with it (Keycloak) publish whatever they find in a jar, it gets even those only if the application
 * asks for them. Elsewhere the annotations have no class and no effect.
 */
public final class Quarkus {
    /** The setting that turns the paths on. */
    public static final String SWITCH = "kith.quarkus";

    /** Its value. */
    public static final String ON = "true";

    /** A value that the setting never has. */
    public static final String NEVER = "never";

    private static final boolean HERE = isPresent();

    private Quarkus() {}

    /** Whether this is a Quarkus application. Other hosts find its root resources too, if they look for all that there are. */
    public static boolean isHere() {
        return HERE;
    }

    private static boolean isPresent() {
        try {
            Class.forName("io.quarkus.runtime.Startup", false, Quarkus.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}

package dev.kith.transport.rest;

/**
 * What Quarkus has to know when it builds an application. It knows one JAX-RS application only, which would be Kith's instead
 * of the user's; so it sees none of ours, but roots with their whole path. And because servers that are made of it (Keycloak)
 * publish whatever they find in a jar, it sees those only where the application says so. Elsewhere the annotations have no
 * class and no effect.
 */
public final class Quarkus {
    /** The setting that has the paths served. */
    public static final String SWITCH = "kith.quarkus";

    /** Its value. */
    public static final String ON = "true";

    /** A value that it does not have. */
    public static final String NEVER = "never";

    private static final boolean HERE = look();

    private Quarkus() {}

    /** Whether this is a Quarkus application. Other hosts find its roots too, when they look for all that there are. */
    public static boolean isHere() {
        return HERE;
    }

    private static boolean look() {
        try {
            Class.forName("io.quarkus.runtime.Startup", false, Quarkus.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}

package dev.kith.boot.config;

/** Names under which a server keeps its resources. */
final class JndiName {

    private JndiName() {}

    /**
     * Whether a name is the server's own: one with another scheme (ldap:, rmi:) would fetch from elsewhere. The scheme
     * openejb: is TomEE's own, and the only one that it knows as early as an application starts.
     */
    static boolean isOwn(String name) {
        return name.startsWith("java:") || name.startsWith("openejb:") || !name.contains(":");
    }
}

package dev.kith.delivery;

import java.util.List;

/**
 * What an exception tells without its text, which may contain a code, an address or a password: its class, and the place in the
 * code of the plugin where it was thrown, or where the plugin called what threw it in the JDK.
 */
final class ThrownPlace {
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final List<String> OURS = List.of(PluginInvoker.class.getName(), TimeLimiter.class.getName());

    private ThrownPlace() {}

    /** As in {@code java.lang.NullPointerException at com.example.Sms:42}; the class alone where no place is known. */
    static String of(Throwable thrown) {
        String type = thrown.getClass().getName();
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (OURS.stream().anyMatch(name::startsWith)) {
                return type;
            }
            if (JDK.stream().noneMatch(name::startsWith)) {
                return type + " at " + name + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "");
            }
        }
        return type;
    }
}

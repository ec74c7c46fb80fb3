package dev.kith.boot;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * The method handles that the JDK creates for records. Up to release 18, it strongly references the types of the most
 * recent ones: a record of an application keeps the application's class loader from being collected after undeployment,
 * until another application uses a record of its own.
 */
final class RecordLeakWorkaround {
    private static final System.Logger LOG = System.getLogger(RecordLeakWorkaround.class.getName());
    private static final int FIRST_THAT_FORGETS = 19;

    private RecordLeakWorkaround() {}

    /** Makes the JDK reference its own types instead. */
    static void forget() {
        if (Runtime.version().feature() >= FIRST_THAT_FORGETS) {
            return;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle part = lookup.findVirtual(String.class, "strip", MethodType.methodType(String.class));
            make(lookup, "equals", MethodType.methodType(boolean.class, String.class, Object.class), part);
            make(lookup, "hashCode", MethodType.methodType(int.class, String.class), part);
            make(lookup, "toString", MethodType.methodType(String.class, String.class), part);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            LOG.log(Level.DEBUG, "the class loader stays until another one uses a record", e);
        }
    }

    private static void make(MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle part)
            throws Throwable {
        ObjectMethods.bootstrap(lookup, name, type, String.class, "part", part);
    }
}

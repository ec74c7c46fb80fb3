package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordLeakWorkaroundTest {
    /** A record of an application; loaded a second time by a loader of its own. */
    record Place(String name) {}

    /** A record with a part that is of the application too. */
    record Way(Place from, Place to) {}

    @Test
    void a_class_loader_whose_records_were_used_can_be_collected() throws Exception {
        WeakReference<ClassLoader> loader = useRecords();

        RecordLeakWorkaround.forget();

        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> useRecords() throws Exception {
        ClassLoader loader = new OfItsOwn();
        Object one = way(loader);
        Object other = way(loader);
        assertThat(one).isNotInstanceOf(Way.class).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.toString()).contains("here");
        return new WeakReference<>(loader);
    }

    private static Object way(ClassLoader loader) throws Exception {
        var place = loader.loadClass(Place.class.getName()).getDeclaredConstructor(String.class);
        place.setAccessible(true);
        Object here = place.newInstance("here");
        var way = loader.loadClass(Way.class.getName()).getDeclaredConstructors()[0];
        way.setAccessible(true);
        return way.newInstance(here, here);
    }

    private static final class OfItsOwn extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(RecordLeakWorkaroundTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = "/" + name.replace('.', '/') + ".class";
            try (InputStream bytes = Objects.requireNonNull(RecordLeakWorkaroundTest.class.getResourceAsStream(file))) {
                byte[] all = bytes.readAllBytes();
                return defineClass(name, all, 0, all.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

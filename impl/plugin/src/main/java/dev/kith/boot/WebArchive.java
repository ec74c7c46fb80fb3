package dev.kith.boot;

import dev.kith.KithStartException;
import dev.kith.boot.config.SettingSource;
import jakarta.servlet.ServletContext;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Optional;

/** The application's archive where it is a web application. Must not be loaded where there are no servlets. */
final class WebArchive {
    private WebArchive() {}

    /**
     * The file of settings at the root of the archive: on the class path of some servers and not on that of others.
     *
     * @param started what the container says has been started: in a web application its context
     */
    static Optional<URL> settings(Object started) {
        if (!(started instanceof ServletContext context)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(context.getResource("/" + SettingSource.FILE));
        } catch (MalformedURLException e) {
            throw new KithStartException("/" + SettingSource.FILE + " of the application cannot be read: " + e, e);
        }
    }
}

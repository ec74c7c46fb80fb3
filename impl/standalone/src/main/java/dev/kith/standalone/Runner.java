package dev.kith.standalone;

import dev.kith.KithStartException;
import dev.kith.boot.DefaultKithBuilder;
import dev.kith.boot.RunningKith;
import dev.kith.boot.config.ConfiguredSettings;
import dev.kith.boot.config.Setting;
import dev.kith.boot.providers.CloseStack;
import dev.kith.health.ReadinessProbe;
import dev.kith.standalone.log.Logs;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A running server: database, Kith, web server; closed in the opposite order. */
final class Runner implements AutoCloseable {
    private static final int MAILBOX_SIZE = 200;

    private final CloseStack open = new CloseStack();

    private Runner() {}

    static Runner start(Arguments arguments, PrintStream out) throws Exception {
        Runner runner = new Runner();
        try {
            runner.open(arguments, out);
            return runner;
        } catch (Exception | Error e) {
            runner.close();
            throw e;
        }
    }

    private void open(Arguments arguments, PrintStream out) throws Exception {
        ConfiguredSettings settings = described(arguments).readSettings();
        Logs.set(settings.get(ProgramSetting.LOG_LEVEL), settings.get(ProgramSetting.LOG_FORMAT));
        PluginFolder plugins = open.add(PluginFolder.load(settings.get(ProgramSetting.PLUGINS)));
        Clock clock = Clock.systemUTC();
        ProgramFigures figures = open.add(new ProgramFigures());
        DatabasePool database = open.add(Database.open(settings)).measured(figures.registry());
        WebServer web = open.add(WebServer.listen(settings));
        URI url = settings.find(Setting.PUBLIC_URL).orElseGet(() -> local(settings, web.port()));
        boolean dev = settings.find(ProgramSetting.DEV)
                .orElse(settings.find(Setting.MAIL_HOST).isEmpty() && isLocal(url));

        DefaultKithBuilder builder = described(arguments)
                .settings("the runner", Map.of(Setting.PUBLIC_URL.key(), url.toString()))
                .dataSource(database)
                .meters(figures.meters())
                .clock(clock);
        Database.keyFile(settings).ifPresent(builder::keyFile);
        Optional<MailboxNotifier> mailbox =
                dev ? Optional.of(new MailboxNotifier(MAILBOX_SIZE, clock)) : Optional.empty();
        mailbox.ifPresent(builder::defaultNotifier);
        JwtTokens.configured(settings, clock).ifPresent(builder::bearerTokens);
        RunningKith kith = open.add(builder.start());

        Optional<MailboxWord> word = mailbox.map(received -> MailboxWord.make(new SecureRandom()));
        ReadinessProbe readiness = open.add(new ReadinessProbe(database::answers));
        // The first check runs code for the first time: whoever reads that the program is ready finds it ready.
        readiness.ask().join();
        web.serve(kith, mailbox.map(received -> new MailboxPage(received, word.orElseThrow())), readiness, figures);
        open.add(() -> end(readiness, settings.get(ProgramSetting.SHUTDOWN_DELAY)));
        new StartupBanner(out, settings, local(settings, web.port()), plugins.words(), word)
                .say(kith, arguments.newToken());
    }

    /** Behind a public URL there is a proxy, and through a proxy every request comes from this machine. */
    private static boolean isLocal(URI url) {
        try {
            return url.getHost() != null && InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A Kith as it is configured, without anything to serve or deliver yet. */
    static DefaultKithBuilder described(Arguments arguments) {
        return described(arguments, Map.of());
    }

    /** A Kith as it is configured, but for what is settled. */
    static DefaultKithBuilder described(Arguments arguments, Map<String, String> settled) {
        return new DefaultKithBuilder()
                .alsoKnows(ProgramSetting.all())
                .settings("the command", settled)
                .settings("the command line", arguments.settings())
                .settings(arguments.file().map(Object::toString).orElse("no file"), arguments.fileSettings());
    }

    /** Where this machine reaches the server. */
    static URI local(ConfiguredSettings settings, int port) {
        String host = settings.get(ProgramSetting.HTTP_HOST);
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress()) {
                host = "localhost";
            }
        } catch (UnknownHostException e) {
            throw new KithStartException(
                    "kith.http.host is \"" + host + "\", which is not an address of this machine.", e);
        }
        String scheme = settings.find(ProgramSetting.TLS_CERTIFICATE).isPresent() ? "https://" : "http://";
        return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    /** Lets whoever asks whether this program is ready look elsewhere, and serves those who have not asked yet. */
    private static void end(ReadinessProbe readiness, Duration delay) {
        readiness.end();
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that it is not ready any more and goes on for a while, takes no more requests, finishes those that run, stops delivering, closes the database. */
    @Override
    public void close() {
        open.close();
    }
}

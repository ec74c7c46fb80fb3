package dev.kith.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.Kith;
import dev.kith.KithBuilder;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.DeliveryAdmin.Carrier;
import dev.kith.api.DeliveryAdmin.Carrier.CarrierRole;
import dev.kith.api.DeliveryAdmin.Kind;
import dev.kith.api.DeliveryAdmin.Retry;
import dev.kith.api.Json;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.SetContact;
import dev.kith.defaults.Receiver;
import dev.kith.defaults.ScriptedSmtpServer;
import dev.kith.spi.CodeGenerator;
import dev.kith.spi.Notifier;
import dev.kith.spi.UserEventListener;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.management.ObjectName;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A delivery that fails is told in the log, and where operators look; and so is that it works again. */
class FailingDeliveryTest {
    private static final String PASSWORD = "pass-w0rd-xyz";
    private static final String CODE = "Q7Q7Q7";

    private final String instance = "failing " + UUID.randomUUID();
    private final Lines lines = new Lines();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private int users;

    @BeforeEach
    void listen() {
        lines.open();
    }

    @AfterEach
    void close() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable one : opened) {
            one.close();
        }
        lines.close();
        assertThat(lines.all)
                .noneMatch(line -> line.contains(PASSWORD) || line.contains(CODE) || line.contains("@example.org"));
    }

    @Test
    void a_wrong_password_is_told_once_and_the_recovery_too() throws Exception {
        ScriptedSmtpServer server = opened(new ScriptedSmtpServer(
                Map.of("EHLO", "250-x\r\n250 AUTH PLAIN", "AUTH", "535 5.7.8 no|535 5.7.8 no|235 fine")));
        Kith kith = started(mail(server.port()));

        join(kith);
        String warning = lines.await("outcome=failing notifier=\"mail\"");
        assertThat(warning).startsWith("WARNING ").contains(" reason=authentication ");
        lines.await("outcome=LATER reason=mail:authentication");
        assertThat(carrier(kith, CarrierRole.NOTIFIER, "mail").trouble())
                .satisfies(trouble -> assertThat(trouble.reason()).isEqualTo("authentication"));

        join(kith);
        lines.await("outcome=LATER reason=mail:authentication");
        join(kith);
        assertThat(lines.await("outcome=recovered notifier=\"mail\""))
                .startsWith("INFO ")
                .contains("goes again");
        assertThat(lines.all.stream().filter(line -> line.contains("outcome=failing")))
                .hasSize(1);
        assertThat(server.mails()).isNotEmpty();
        assertThat(carrier(kith, CarrierRole.NOTIFIER, "mail").trouble()).isNull();
    }

    @Test
    void a_port_on_which_nobody_listens_is_told() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertTold(started(mail(port)), "\"mail\" reason=connection ", "mail:connection");
    }

    @Test
    void a_server_without_starttls_is_told() throws Exception {
        ScriptedSmtpServer server = opened(new ScriptedSmtpServer(Map.of("EHLO", "250-x\r\n250 AUTH PLAIN")));

        assertTold(
                started(mail(server.port()).setting("kith.mail.security", "starttls")),
                "\"mail\" reason=starttls ",
                "mail:starttls");
    }

    @Test
    void a_server_that_refuses_starttls_is_told() throws Exception {
        ScriptedSmtpServer server =
                opened(new ScriptedSmtpServer(Map.of("EHLO", "250-x\r\n250 STARTTLS", "STARTTLS", "454 not now")));

        assertTold(
                started(mail(server.port()).setting("kith.mail.security", "starttls")),
                "\"mail\" reason=smtp-454 ",
                "mail:smtp-454");
    }

    @Test
    void a_server_that_speaks_no_tls_is_told() throws Exception {
        ScriptedSmtpServer server = opened(new ScriptedSmtpServer(Map.of()));

        assertTold(
                started(mail(server.port()).setting("kith.mail.security", "tls")), "\"mail\" reason=tls ", "mail:tls");
    }

    @Test
    void a_server_without_a_common_way_to_log_in_is_told() throws Exception {
        ScriptedSmtpServer server = opened(new ScriptedSmtpServer(Map.of("EHLO", "250-x\r\n250 AUTH XOAUTH2")));

        assertTold(started(mail(server.port())), "\"mail\" reason=no-common-login ", "mail:no-common-login");
    }

    @Test
    void a_webhook_that_answers_500_is_told() throws Exception {
        Receiver receiver = opened(Receiver.start().answering(500, Map.of(), new byte[0]));
        Kith kith = started(builder()
                .setting("kith.webhook.url", "http://127.0.0.1:" + receiver.port())
                .setting("kith.webhook.channels", "email")
                .setting("kith.webhook.allowed-targets", "127.0.0.1")
                .setting("kith.webhook.keys", "w:" + Base64.getEncoder().encodeToString(new byte[32])));

        assertTold(kith, "\"webhook\" reason=http-500 ", "webhook:http-500");
    }

    @Test
    void a_notifier_that_throws_is_told_with_its_jar_and_the_place_without_the_text() throws Exception {
        Kith kith = started(builder().notifier(new Own(notification -> {
            throw new IllegalStateException(notification.code() + " to " + notification.recipient());
        })));

        String warning = assertTold(
                kith, "reason=java.lang.IllegalStateException at ", "own:java.lang.IllegalStateException at ");
        assertThat(warning)
                .contains("outcome=failing notifier=\"own\" (")
                .containsPattern(" at dev\\.kith\\.boot\\.FailingDeliveryTest:[0-9]+ ");
    }

    @Test
    void a_notifier_that_returns_null_is_told() throws Exception {
        assertTold(started(builder().notifier(new Own(notification -> null))), " reason=no-outcome ", "own:no-outcome");
    }

    @Test
    void a_notifier_that_hangs_is_told() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Kith kith = started(builder().setting("kith.delivery.timeout", "PT1S").notifier(new Own(notification -> {
            never.await();
            return Notifier.Outcome.accepted();
        })));

        assertTold(kith, " reason=timeout ", "own:timeout");
    }

    @Test
    void a_notifier_that_misses_a_class_is_told_with_the_place() throws Exception {
        Notifier needy = (Notifier) new LackingLoader()
                .loadClass(Needy.class.getName())
                .getDeclaredConstructor()
                .newInstance();

        assertTold(
                started(builder().notifier(needy)),
                "reason=java.lang.NoClassDefFoundError at dev.kith.boot.FailingDeliveryTest$Needy:",
                "needy:java.lang.NoClassDefFoundError at dev.kith.boot.FailingDeliveryTest$Needy:");
    }

    @Test
    void a_listener_that_throws_or_returns_null_is_told_and_its_recovery_too() throws Exception {
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of("throw", "null"));
        Kith kith = started(builder()
                .notifier(new Own(notification -> Notifier.Outcome.accepted()))
                .eventListener(new Crm(answers)));

        join(kith);
        assertThat(lines.await("outcome=failing event-listener=\"crm\""))
                .contains("reason=java.lang.IllegalStateException at ");
        join(kith);
        assertThat(lines.await("outcome=failing event-listener=\"crm\"")).contains("reason=no-outcome ");
        join(kith);
        lines.await("outcome=recovered event-listener=\"crm\"");
        assertThat(kith.deliveryAdmin().retries(10)).extracting(Retry::kind).containsOnly(Kind.EVENT);
    }

    @Test
    void jmx_names_who_fails_and_why() throws Exception {
        Kith kith = started(builder().notifier(new Own(notification -> Notifier.Outcome.tryLater("quota"))));
        ObjectName name = new ObjectName("dev.kith:type=Delivery,instance=" + ObjectName.quote(instance));
        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "FailingHere"))
                .isEqualTo(0L);

        assertTold(kith, " reason=quota ", "own:quota");

        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "FailingHere"))
                .isEqualTo(1L);
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(name, "FailureReasonsHere")
                        .toString())
                .contains("notifier own", "quota");
    }

    /** Has a message fail, and gives back the one line about it. */
    private String assertTold(Kith kith, String told, String kept) throws Exception {
        join(kith);
        String warning = lines.await("outcome=failing notifier=");
        assertThat(warning).startsWith("WARNING ").contains(told);
        lines.await("outcome=LATER reason=" + kept);
        join(kith);
        lines.await("outcome=LATER reason=" + kept);
        assertThat(lines.all.stream().filter(line -> line.startsWith("WARNING") && line.contains("outcome=failing")))
                .hasSize(1);
        awaitKept(kith, kept);
        return warning;
    }

    /** The reason is logged before it is stored. */
    private static void awaitKept(Kith kith, String reason) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (kith.deliveryAdmin().retries(10).stream()
                        .mapToLong(Retry::messages)
                        .sum()
                < 2) {
            assertThat(System.nanoTime()).as("messages that wait").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        assertThat(kith.deliveryAdmin().retries(10)).singleElement().satisfies(retry -> {
            assertThat(retry.kind()).isEqualTo(Kind.SEND_CODE);
            assertThat(retry.reason()).startsWith(reason);
        });
    }

    private KithBuilder mail(int port) {
        return builder()
                .setting("kith.mail.host", "127.0.0.1")
                .setting("kith.mail.port", String.valueOf(port))
                .setting("kith.mail.from", "kith@example.com")
                .setting("kith.mail.username", "kith")
                .setting("kith.mail.password", PASSWORD);
    }

    private KithBuilder builder() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return Kith.builder()
                .dataSource(database)
                .codeGenerator(new FixedCode())
                .setting("kith.instance.id", instance);
    }

    private Kith started(KithBuilder builder) throws Exception {
        Kith kith = opened(builder.start());
        kith.userSchemas().register("person", "person", Json.Obj.EMPTY);
        return kith;
    }

    private <T extends AutoCloseable> T opened(T one) {
        opened.add(one);
        return one;
    }

    /** A new user, whose address is to be verified. */
    private void join(Kith kith) {
        users++;
        SetContact contact = new SetContact(new SetContact.Email("dora" + users + "@example.org", null), null);
        assertThat(kith.userAccounts()
                        .create(
                                Caller.of("admin", Set.of("IAM_OWNER")),
                                new CreateUser(
                                        Preconditions.inOrganization("default"),
                                        new NewUser("person", Json.Obj.EMPTY, contact, "u" + users))))
                .isInstanceOf(Outcome.Done.class);
    }

    private static Carrier carrier(Kith kith, CarrierRole role, String name) {
        return kith.deliveryStatistics().carriers().stream()
                .filter(carrier -> carrier.role() == role && carrier.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private interface Deliverer {
        Notifier.@Nullable Outcome deliver(Notifier.Notification notification) throws InterruptedException;
    }

    private record Own(Deliverer deliverer) implements Notifier {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        @SuppressWarnings("NullAway") // a plugin may break its promise, and a test has one that does
        public Notifier.Outcome deliver(Notification notification) throws InterruptedException {
            return deliverer.deliver(notification);
        }
    }

    /** A notifier of whose jar a class was left out. */
    public static final class Needy implements Notifier {
        @Override
        public String name() {
            return "needy";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public Notifier.Outcome deliver(Notification notification) {
            return LeftOut.send();
        }
    }

    /** The class that was left out. */
    static final class LeftOut {
        private LeftOut() {}

        static Notifier.Outcome send() {
            return Notifier.Outcome.accepted();
        }
    }

    /** Has the notifier, and not the class that it needs. */
    private static final class LackingLoader extends ClassLoader {
        LackingLoader() {
            super(FailingDeliveryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(LeftOut.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            return name.equals(Needy.class.getName()) ? needy(name) : super.loadClass(name, resolve);
        }

        private Class<?> needy(String name) throws ClassNotFoundException {
            try (InputStream in = FailingDeliveryTest.class.getResourceAsStream("FailingDeliveryTest$Needy.class")) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private record Crm(Queue<String> answers) implements UserEventListener {
        @Override
        public String name() {
            return "crm";
        }

        @Override
        @SuppressWarnings("NullAway") // a plugin may break its promise, and a test has one that does
        public UserEventListener.Outcome handle(Event event) {
            String answer = answers.poll();
            if ("throw".equals(answer)) {
                throw new IllegalStateException("about dora@example.org");
            }
            return answer == null ? UserEventListener.Outcome.accepted() : null;
        }
    }

    private record FixedCode() implements CodeGenerator {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public String generate(Purpose purpose) {
            return CODE;
        }
    }

    /** What Kith logs, at every level. */
    private static final class Lines extends Handler {
        private final Logger logger = Logger.getLogger("dev.kith");
        private final List<String> all = new CopyOnWriteArrayList<>();
        private final BlockingQueue<String> unread = new LinkedBlockingQueue<>();
        private @Nullable Level before;

        void open() {
            before = logger.getLevel();
            logger.setLevel(Level.ALL);
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            String line = entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry);
            all.add(line);
            unread.add(line);
        }

        /** Waits for a line that contains the text; lines before it are not found again. */
        String await(String text) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            for (String line = next(end); line != null; line = next(end)) {
                if (line.contains(text)) {
                    return line;
                }
            }
            throw new AssertionError("no line with " + text + " among " + all);
        }

        private @Nullable String next(long end) throws InterruptedException {
            return unread.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            logger.removeHandler(this);
            logger.setLevel(before);
        }
    }
}

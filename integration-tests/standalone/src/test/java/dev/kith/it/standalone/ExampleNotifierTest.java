package dev.kith.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.chat.ChatNotifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kith.api.Caller;
import dev.kith.api.CreateUser;
import dev.kith.api.CreateUser.NewUser;
import dev.kith.api.Json;
import dev.kith.api.JsonText;
import dev.kith.api.Outcome;
import dev.kith.api.Preconditions;
import dev.kith.api.SetContact;
import dev.kith.api.UserAccounts;
import dev.kith.api.UserSchemas;
import dev.kith.boot.KithBeans;
import dev.kith.it.processes.Runner;
import dev.kith.spi.Notifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notifier of the example project, as its jar in the program and as a bean of an application. */
class ExampleNotifierTest {
    static final Path JAR = Path.of("../example-notifier/target/chat-notifier-1.0.0.jar")
            .toAbsolutePath()
            .normalize();

    private static final String NAMES = "java.naming.factory.initial";
    private static volatile @Nullable URI room;

    private final BlockingQueue<String> posted = new LinkedBlockingQueue<>();
    private HttpServer chat;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/", exchange -> take(exchange, posted));
        chat.start();
        room = URI.create("http://127.0.0.1:" + chat.getAddress().getPort() + "/room");
    }

    @AfterEach
    void close() {
        chat.stop(0);
    }

    static void take(HttpExchange exchange, Collection<String> bodies) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Test
    void its_jar_in_the_folder_for_plugins_carries_text_messages_and_leaves_mail_alone() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("kith-plugins"));
        Files.copy(JAR, plugins.resolve(JAR.getFileName()));
        try (Runner runner = Runner.start(folder, Map.of("KITH_PLUGIN_CHAT_ROOM", String.valueOf(room)))) {
            assertThat(runner.output())
                    .contains("\n  SMS       through \"chat\" (" + JAR.getFileName() + ")\n")
                    .doesNotContain(String.valueOf(room));
            assertThat(runner.errors())
                    .contains("sms=[\"chat\" (" + JAR.getFileName() + ")]")
                    .doesNotContain(String.valueOf(room));
            String user = "/resources/v3alpha/users/demo";
            runner.call(runner.token(), "PUT", user + "/phone", "{\"number\":\"+41791234567\"}");
            runner.call(runner.token(), "PUT", user + "/email", "{\"address\":\"dora@example.com\"}");

            assertThat(posted.poll(60, TimeUnit.SECONDS))
                    .startsWith("{\"text\":\"To +41791234567: A new phone number has been added.");
            MailboxPageTest.Mailbox.await(runner, "dora@example.com");
        }
        assertThat(posted).isEmpty();
    }

    /** Found as a service as well, without any settings; the bean comes before it, and has its room already. */
    @Test
    void as_a_bean_of_an_application_it_carries_text_messages() throws Exception {
        String before = System.setProperty(NAMES, ServerNames.class.getName());
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(KithBeans.types().toArray(Class<?>[]::new))
                .addBeanClasses(Application.class)
                .initialize()) {
            container.select(UserSchemas.class).get().register("person", "person", JsonText.read("{}"));
            SetContact contact = new SetContact(null, new SetContact.Phone("+41791234567", null));
            assertThat(container
                            .select(UserAccounts.class)
                            .get()
                            .create(
                                    Caller.of("admin", Set.of("IAM_OWNER")),
                                    new CreateUser(
                                            Preconditions.inOrganization("default"),
                                            new NewUser("person", Json.Obj.EMPTY, contact, "u1"))))
                    .isInstanceOf(Outcome.Done.class);

            assertThat(posted.poll(60, TimeUnit.SECONDS)).startsWith("{\"text\":\"To +41791234567: A new phone");
        } finally {
            if (before == null) {
                System.clearProperty(NAMES);
            } else {
                System.setProperty(NAMES, before);
            }
        }
    }

    /** An application whose notifier is a bean. */
    @ApplicationScoped
    static class Application {
        @Produces
        @Singleton
        Notifier chat() {
            return new ChatNotifier(URI.create(String.valueOf(room)), Duration.ofSeconds(10));
        }
    }

    /** What a server knows under a name: its default data source. */
    public static final class ServerNames implements InitialContextFactory {
        private static final JdbcDataSource DATABASE = new JdbcDataSource();

        static {
            DATABASE.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        }

        /** For the JDK. */
        public ServerNames() {}

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(
                    ServerNames.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("lookup") && "java:comp/DefaultDataSource".equals(arguments[0])) {
                            return DATABASE;
                        }
                        throw new NameNotFoundException(method.getName());
                    });
        }
    }
}

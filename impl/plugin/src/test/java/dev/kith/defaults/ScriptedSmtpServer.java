package dev.kith.defaults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that says what a script wants, on a free port of this machine. */
public final class ScriptedSmtpServer implements AutoCloseable {
    /** Cuts the connection instead of answering. */
    public static final String CUT = "cut";

    /** Never answers. */
    public static final String SILENCE = "silence";

    /** Answers line after line and never ends. */
    public static final String DRIP = "drip";

    /** In a script: a greeting with a name that has no dot. */
    public static final String UNDOTTED = "EHLO without a dot";

    private static final long MILLIS_BETWEEN_DRIPS = 20;

    private final Map<String, Deque<String>> script = new ConcurrentHashMap<>();
    private final ServerSocket socket;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final Semaphore heard = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final @Nullable SSLContext tls;
    private final boolean tlsFromTheStart;

    /** Starts to listen, without TLS. */
    public ScriptedSmtpServer(Map<String, String> script) throws IOException {
        this(script, null, false);
    }

    /**
     * Starts to listen.
     *
     * @param script answers by the command's first word; {@code CONNECT} for the greeting, {@code .} for the end of the mail;
     *     what is missing is answered well. Of several answers with {@code |} between each is given once, the last one for
     *     ever
     * @param tls how it protects connections, {@code null} for not at all
     * @param tlsFromTheStart whether it does so from the first byte, else where it is told to ({@code STARTTLS})
     */
    public ScriptedSmtpServer(Map<String, String> script, @Nullable SSLContext tls, boolean tlsFromTheStart)
            throws IOException {
        this.tls = tls;
        this.tlsFromTheStart = tlsFromTheStart;
        script.forEach(
                (word, answers) -> this.script.put(word, new ConcurrentLinkedDeque<>(List.of(answers.split("\\|")))));
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread listener = new Thread(this::listen, "scripted smtp");
        listener.setDaemon(true);
        listener.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public List<String> commands() {
        return commands;
    }

    /** The mails, head and body, with a character for each byte; lines end in LF. */
    public List<String> mails() {
        return mails;
    }

    /** How many connections there were. */
    public int talks() {
        return connections.size();
    }

    /** Waits until a command has come that is answered badly. */
    public void awaitTrouble() throws InterruptedException {
        assertThat(heard.tryAcquire(1, TimeUnit.MINUTES)).as("trouble").isTrue();
    }

    /** Waits until a connection has ended. */
    public void awaitEnd() throws InterruptedException {
        assertThat(ended.tryAcquire(1, TimeUnit.MINUTES)).as("an end").isTrue();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread talk = new Thread(() -> talk(connection), "scripted smtp talk");
                talk.setDaemon(true);
                talk.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            Talk talk = new Talk(tlsFromTheStart ? secured(connection) : connection);
            boolean goesOn = !answer("CONNECT", "220 ready", talk.out).equals(CUT);
            while (goesOn) {
                String line = talk.in.readLine();
                goesOn = line != null && goesOnAfter(line, talk.in, talk.out);
                if ("STARTTLS".equals(line)) {
                    talk = new Talk(secured(connection));
                }
            }
        } catch (IOException e) {
            commands.add("broken");
        } finally {
            ended.release();
        }
    }

    /** A connection as lines. */
    private record Talk(BufferedReader in, OutputStream out) {
        Talk(Socket socket) throws IOException {
            this(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)),
                    socket.getOutputStream());
        }
    }

    private Socket secured(Socket socket) throws IOException {
        if (tls == null) {
            throw new IOException("no TLS here");
        }
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    private boolean goesOnAfter(String line, BufferedReader in, OutputStream out) throws IOException {
        commands.add(line);
        String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        boolean undotted = script.containsKey(UNDOTTED) && word.matches("EHLO|HELO") && !line.contains(".");
        String answer = answer(
                undotted ? UNDOTTED : word,
                switch (word) {
                    case "QUIT" -> "221 bye";
                    case "EHLO" -> tls == null ? "250 fine" : "250-fine\r\n250 STARTTLS";
                    case "STARTTLS" -> "220 go on";
                    case "DATA" -> "354 go on";
                    default -> "250 fine";
                },
                out);
        if (word.equals("DATA") && answer.startsWith("354")) {
            mails.add(mail(in));
            commands.add(".");
            answer = answer(".", "250 taken", out);
        }
        return !answer.equals(CUT) && (!word.equals("QUIT") || answer.equals(SILENCE));
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        String line = in.readLine();
        while (line != null && !".".equals(line)) {
            mail.append(line).append('\n');
            line = in.readLine();
        }
        return mail.toString();
    }

    private String answer(String word, String well, OutputStream out) throws IOException {
        Deque<String> answers = script.get(word);
        if (answers == null) {
            say(well, out);
            return well;
        }
        String answer = answers.size() > 1 ? answers.pop() : answers.element();
        heard.release();
        switch (answer) {
            case CUT, SILENCE -> {}
            case DRIP -> drip(out);
            default -> say(answer, out);
        }
        return answer;
    }

    private static void drip(OutputStream out) throws IOException {
        Semaphore never = new Semaphore(0);
        try {
            while (!never.tryAcquire(MILLIS_BETWEEN_DRIPS, TimeUnit.MILLISECONDS)) {
                say("250-and another thing", out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String line, OutputStream out) throws IOException {
        out.write((line + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}

package dev.kith.defaults;

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

/** A mail server that says what a script wants, on a free port of this machine. */
final class ScriptedSmtpServer implements AutoCloseable {
    /** Cuts the connection instead of answering. */
    static final String CUT = "cut";

    /** Never answers. */
    static final String SILENCE = "silence";

    /** Answers line after line and never ends. */
    static final String DRIP = "drip";

    private static final long MILLIS_BETWEEN_DRIPS = 20;

    private final Map<String, Deque<String>> script = new ConcurrentHashMap<>();
    private final ServerSocket socket;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Semaphore heard = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);

    /**
     * Starts to listen.
     *
     * @param script answers by the command's first word; {@code CONNECT} for the greeting, {@code .} for the end of the mail;
     *     what is missing is answered well. Of several answers with {@code |} between each is given once, the last one for
     *     ever
     */
    ScriptedSmtpServer(Map<String, String> script) throws IOException {
        script.forEach(
                (word, answers) -> this.script.put(word, new ConcurrentLinkedDeque<>(List.of(answers.split("\\|")))));
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread listener = new Thread(this::listen, "scripted smtp");
        listener.setDaemon(true);
        listener.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> commands() {
        return commands;
    }

    /** How many connections there were. */
    int talks() {
        return connections.size();
    }

    /** Waits until a command has come that is answered badly. */
    void awaitTrouble() throws InterruptedException {
        assertThat(heard.tryAcquire(1, TimeUnit.MINUTES)).as("trouble").isTrue();
    }

    /** Waits until a connection has ended. */
    void awaitEnd() throws InterruptedException {
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
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
            OutputStream out = connection.getOutputStream();
            boolean goesOn = !answer("CONNECT", "220 ready", out).equals(CUT);
            while (goesOn) {
                String line = in.readLine();
                goesOn = line != null && goesOnAfter(line, in, out);
            }
        } catch (IOException e) {
            commands.add("broken");
        } finally {
            ended.release();
        }
    }

    private boolean goesOnAfter(String line, BufferedReader in, OutputStream out) throws IOException {
        commands.add(line);
        String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        String answer = answer(
                word,
                switch (word) {
                    case "QUIT" -> "221 bye";
                    case "DATA" -> "354 go on";
                    default -> "250 fine";
                },
                out);
        if (word.equals("DATA") && answer.startsWith("354")) {
            skipMail(in);
            commands.add(".");
            answer = answer(".", "250 taken", out);
        }
        return !answer.equals(CUT) && (!word.equals("QUIT") || answer.equals(SILENCE));
    }

    private static void skipMail(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !".".equals(line)) {
            line = in.readLine();
        }
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

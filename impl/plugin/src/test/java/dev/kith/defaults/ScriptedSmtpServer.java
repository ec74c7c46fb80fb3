package dev.kith.defaults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that says what a script wants, on a free port of this machine. */
final class ScriptedSmtpServer implements AutoCloseable {
    /** Cuts the connection instead of answering. */
    static final String CUT = "cut";

    /** Never answers. */
    static final String SILENCE = "silence";

    private final Map<String, String> script;
    private final ServerSocket socket;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();

    /**
     * Starts to listen.
     *
     * @param script answers by the command's first word; {@code CONNECT} for the greeting, {@code .} for the end of the mail;
     *     what is missing is answered well
     */
    ScriptedSmtpServer(Map<String, String> script) throws IOException {
        this.script = Map.copyOf(script);
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
            if (!answered("CONNECT", "220 ready", out)) {
                return;
            }
            String line = in.readLine();
            while (line != null && answer(line, in, out)) {
                line = in.readLine();
            }
        } catch (IOException e) {
            commands.add("broken");
        }
    }

    private boolean answer(String line, BufferedReader in, OutputStream out) throws IOException {
        commands.add(line);
        String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        return switch (word) {
            case "QUIT" -> {
                answered(word, "221 bye", out);
                yield SILENCE.equals(script.get(word));
            }
            case "DATA" -> answered(word, "354 go on", out) && (script.containsKey(word) || answered(mail(in), out));
            default -> answered(word, "250 fine", out);
        };
    }

    private static String mail(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !".".equals(line)) {
            line = in.readLine();
        }
        return ".";
    }

    private boolean answered(String end, OutputStream out) throws IOException {
        commands.add(end);
        return answered(end, "250 taken", out);
    }

    /** False when the connection is to be cut. */
    private boolean answered(String word, String well, OutputStream out) throws IOException {
        String answer = script.getOrDefault(word, well);
        if (answer.equals(CUT)) {
            return false;
        }
        if (!answer.equals(SILENCE)) {
            out.write((answer + "\r\n").getBytes(US_ASCII));
            out.flush();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}

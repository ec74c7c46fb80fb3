package dev.kith.it.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A mail server that does with the first mail to an address what that address says, and takes the second. */
final class SmtpServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final Queue<Mail> mails = new ConcurrentLinkedQueue<>();
    private final AtomicInteger greetings = new AtomicInteger();

    SmtpServer() throws IOException {
        inBackground(this::listen);
    }

    /** What goes wrong with the first mail to an address. */
    enum Trouble {
        RECIPIENT_LATER,
        RECIPIENT_NEVER,
        MAIL_LATER,
        MAIL_NEVER,
        CUT_BEFORE_MAIL,
        CUT_AFTER_MAIL,
        SILENCE_AFTER_MAIL
    }

    /**
     * A mail that has come in full, whatever was answered.
     *
     * @param recipient to whom
     * @param id its {@code Message-ID}
     * @param text its lines
     */
    record Mail(String recipient, String id, String text) {}

    int port() {
        return listener.getLocalPort();
    }

    void trouble(String recipient, Trouble trouble) {
        troubles.put(recipient, trouble);
    }

    List<Mail> mails(String recipient) {
        return mails.stream().filter(mail -> mail.recipient().equals(recipient)).toList();
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                connections.add(connection);
                inBackground(() -> talk(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            new Talk(connection).run();
        } catch (IOException e) {
            // The other side has hung up.
        }
    }

    private final class Talk {
        private final BufferedReader in;
        private final OutputStream out;
        private String recipient = "";
        private @Nullable Trouble trouble;

        Talk(Socket connection) throws IOException {
            in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
            out = connection.getOutputStream();
        }

        void run() throws IOException {
            if (greetings.incrementAndGet() == 1) {
                say("421 not now");
                return;
            }
            say("220 ready");
            String line = in.readLine();
            while (line != null && answered(line)) {
                line = in.readLine();
            }
        }

        private boolean answered(String line) throws IOException {
            switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
                case "RCPT" -> recipient(line.substring(line.indexOf('<') + 1, line.indexOf('>')));
                case "DATA" -> {
                    return data();
                }
                case "QUIT" -> {
                    say("221 bye");
                    return false;
                }
                default -> say("250 fine");
            }
            return true;
        }

        private void recipient(String address) throws IOException {
            recipient = address;
            boolean first =
                    tries.computeIfAbsent(address, any -> new AtomicInteger()).incrementAndGet() == 1;
            trouble = first ? troubles.get(address) : null;
            if (trouble == Trouble.RECIPIENT_LATER) {
                say("451 come again");
            } else if (trouble == Trouble.RECIPIENT_NEVER) {
                say("550 no such person " + address);
            } else {
                say("250 fine");
            }
        }

        private boolean data() throws IOException {
            if (trouble == Trouble.CUT_BEFORE_MAIL) {
                return false;
            }
            say("354 go on");
            Mail mail = mail();
            mails.add(mail);
            if (trouble == Trouble.CUT_AFTER_MAIL) {
                return false;
            }
            if (trouble == Trouble.MAIL_LATER) {
                say("452 no room for " + recipient);
            } else if (trouble == Trouble.MAIL_NEVER) {
                say("554 not this one");
            } else if (trouble != Trouble.SILENCE_AFTER_MAIL) {
                say("250 taken");
            }
            return true;
        }

        private Mail mail() throws IOException {
            StringBuilder text = new StringBuilder();
            String id = "";
            String line = in.readLine();
            while (line != null && !line.equals(".")) {
                text.append(line).append('\n');
                if (line.toLowerCase(Locale.ROOT).startsWith("message-id:")) {
                    id = line.substring("message-id:".length()).strip();
                }
                line = in.readLine();
            }
            return new Mail(recipient, id, text.toString());
        }

        private void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(UTF_8));
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}

package dev.kith.it.conformance.plugin;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Properties;

/** Reports to the tests, which listen at the port that the file {@code conformance.properties} in this jar names. */
final class Report {
    private Report() {}

    /** Sends values by name and waits for the answer. */
    static String send(Map<String, String> values) throws IOException {
        int port = Integer.parseInt(fact("port"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(values.size());
            for (Map.Entry<String, String> value : values.entrySet()) {
                out.writeUTF(value.getKey());
                out.writeUTF(value.getValue());
            }
            out.flush();
            return new DataInputStream(socket.getInputStream()).readUTF();
        }
    }

    /** What the tests say about the server that this jar is in. */
    static String fact(String name) throws IOException {
        try (InputStream file = Report.class.getResourceAsStream("/conformance.properties")) {
            Properties facts = new Properties();
            if (file != null) {
                facts.load(file);
            }
            return facts.getProperty(name, "");
        }
    }
}

package dev.kith.transport.grpc;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request with the content type of a form on the JSON paths, where it is as wrong as any other. Jersey waits for the first
 * byte of such a body before any code of an application runs, to see whether somebody else has read the form. Here it is told
 * that there is a byte, so that callers who are not known are not kept waiting for one (contract, ruling R60).
 */
final class UnaskedForm extends HttpServletRequestWrapper {
    private static final String FORM = "application/x-www-form-urlencoded";

    private @Nullable ServletInputStream body;

    private UnaskedForm(HttpServletRequest request) {
        super(request);
    }

    /** The request itself, unless it has that content type. */
    static HttpServletRequest of(HttpServletRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && MediaType.mirrored(type).equals(FORM) ? new UnaskedForm(request) : request;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream known = body;
        if (known == null) {
            known = new UnaskedStream(super.getInputStream());
            body = known;
        }
        return known;
    }

    private static final class UnaskedStream extends ServletInputStream {
        private final ServletInputStream source;

        UnaskedStream(ServletInputStream source) {
            this.source = source;
        }

        @Override
        public int available() throws IOException {
            return Math.max(1, source.available());
        }

        @Override
        public int read() throws IOException {
            return source.read();
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            return source.read(buffer, from, length);
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}

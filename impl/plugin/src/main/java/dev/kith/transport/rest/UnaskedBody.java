package dev.kith.transport.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Keeps Jersey from waiting for the first byte of a body before it calls a resource, which is what it does to see whether there
 * is a body at all. Callers who are not known would be kept waiting for a byte that they never send (contract, ruling R60).
 * Other implementations do not look, and are left alone.
 */
@PreMatching
public class UnaskedBody implements ContainerRequestFilter {
    private static final String JERSEY = "org.glassfish.jersey.";

    /** For JAX-RS. */
    public UnaskedBody() {}

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getClass().getName().startsWith(JERSEY)) {
            request.setEntityStream(new UnaskedEntity(request.getEntityStream()));
        }
    }

    /** Says that there is a byte that can be read without waiting, so that nobody reads one to find out. */
    private static final class UnaskedEntity extends FilterInputStream {
        UnaskedEntity(InputStream body) {
            super(body);
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public int available() throws IOException {
            return Math.max(1, super.available());
        }
    }
}

package dev.kith.standalone.port;

import dev.kith.transport.RequestHead;
import dev.kith.transport.RequestIdHeader;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives every answer the id of its request, and the thread that serves the request as well, so that all lines of the log name
 * it. Stands in front of what goes on with a request on another thread, and behind it again.
 */
public final class RequestIds extends Handler.Wrapper {
    private static final String ATTRIBUTE = RequestIds.class.getName();

    RequestIds(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = of(request);
        response.getHeaders().put(RequestIdHeader.NAME, id);
        return RequestIdHeader.serve(new Head(name -> List.of(id)), bound -> super.handle(request, response, callback));
    }

    /**
     * Returns the id of a request, always the same for one.
     *
     * @param request the request
     * @return the id
     */
    public static String of(Request request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = RequestIdHeader.of(new Head(request.getHeaders()::getValuesList));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** The headers alone, as nobody is asked who calls. */
    private record Head(Function<String, List<String>> fields) implements RequestHead {
        @Override
        public List<String> headers(String name) {
            return fields.apply(name);
        }

        @Override
        public Optional<Principal> principal() {
            return Optional.empty();
        }

        @Override
        public boolean inRole(String role) {
            return false;
        }
    }
}

package dev.kith.standalone;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Opens CDI's request scope for each request, as a server does; a CDI container of its own knows nothing of requests. */
final class RequestScope implements Filter {
    private final Instance<RequestContextController> controllers;

    RequestScope(Instance<RequestContextController> controllers) {
        this.controllers = controllers;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try (Instance.Handle<RequestContextController> handle = controllers.getHandle()) {
            RequestContextController controller = handle.get();
            controller.activate();
            try {
                chain.doFilter(request, response);
            } finally {
                controller.deactivate();
            }
        }
    }
}

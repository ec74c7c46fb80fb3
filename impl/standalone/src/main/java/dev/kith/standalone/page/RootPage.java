package dev.kith.standalone.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /}: what answers here, and where its calls are described. Whoever sits at this machine while the program runs for
 * development also finds the pages that are for them.
 */
public final class RootPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The path of the page. */
    public static final String MAPPING = "";

    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:44rem;padding:1.5rem 1rem;
            background:#fafafa;color:#22292f;overflow-wrap:anywhere}
            h1{font-size:1.4rem;margin:0}
            h2{font-size:1.05rem;margin:1.5rem 0 .25rem}
            a{color:#2f5f9e}
            ul{margin:0;padding-left:1.25rem}
            @media(prefers-color-scheme:dark){body{background:#181b1f;color:#e6e9ec}a{color:#8db8ec}}
            """;

    private static final String POLICY = PageAnswer.policy(STYLE);

    private static final String HEAD = """
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Kith</title>
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="robots" content="noindex"><style>%s</style></head><body><main>
            <h1>Kith</h1>
            <p>This server answers calls about users and their contacts, over JSON, gRPC and gRPC-Web. Calls need a token.</p>
            <h2>The calls</h2>
            <ul>
            <li><a href="wire/openapi.yaml">OpenAPI description</a> of the calls over JSON</li>
            <li><a href="wire/">All files that describe the calls</a>, those for gRPC as well</li>
            </ul>
            """.formatted(STYLE);

    private static final String DEVELOPMENT = """
            <h2>For development, on this machine alone</h2>
            <ul>
            <li><a href="dev/api">Try the calls</a> in the browser</li>
            <li>The mailbox with what would have been sent: the start of the program has printed its link</li>
            <li>Health: <a href="health/live">live</a>, <a href="health/ready">ready</a></li>
            <li><a href="metrics">Metrics</a></li>
            </ul>
            """;

    private static final String FOOT = """
            </main></body></html>
            """;

    private final boolean development;

    /**
     * The page.
     *
     * @param development whether the program runs for development
     */
    public RootPage(boolean development) {
        this.development = development;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean pages = development && LocalRequests.asks(request);
        PageAnswer.html(response, POLICY, HEAD + (pages ? DEVELOPMENT : "") + FOOT);
    }
}

package dev.kith.standalone.port;

import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Waits for clients with patience: a body, or an answer, that is too slow is given up, and so is the longest of too many.
 * What is left of a body after the answer is read away, if it is not much.
 */
final class PatientHandler extends Handler.Wrapper {
    private static final Duration START = Duration.ofSeconds(5);
    private static final long BYTES_PER_SECOND = 1_000;
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final Duration MOMENT = Duration.ofSeconds(2);

    private final Patience bodies;
    private final Patience answers = new Patience(START, BYTES_PER_SECOND, ANSWER);
    private final Patience moment = new Patience(MOMENT, BYTES_PER_SECOND, MOMENT);
    private final Waits waits;

    /**
     * A handler in front of another one.
     *
     * @param handler what answers
     * @param body how long a body may take in all
     * @param most how many may wait for their clients at the same time
     */
    PatientHandler(Handler handler, Duration body, int most) {
        super(handler);
        this.bodies = new Patience(START, BYTES_PER_SECOND, body);
        this.waits = new Waits(most);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        PatientRequest patient = new PatientRequest(request, response, new Transfer(request, bodies, waits));
        PatientResponse answer = new PatientResponse(patient, response, new Transfer(request, answers, waits));
        return super.handle(patient, answer, new Rest(patient, () -> new Transfer(request, moment, waits), callback));
    }
}

package dev.kith.standalone.port;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An answer whose client is waited for with patience. */
final class PatientResponse extends Response.Wrapper {
    private final Transfer answer;

    PatientResponse(PatientRequest request, Response response, Transfer answer) {
        super(request, response);
        this.answer = answer;
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer bytes, Callback callback) {
        int length = bytes == null ? 0 : bytes.remaining();
        long wait = answer.next();
        super.write(last, bytes, new Callback.Nested(callback) {
            @Override
            public void succeeded() {
                answer.over();
                answer.count(length);
                super.succeeded();
            }

            @Override
            public void failed(Throwable failure) {
                answer.over();
                super.failed(failure);
            }
        });
        answer.await(wait);
    }
}

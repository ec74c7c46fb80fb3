package dev.kith.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.kith.api.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class WireTypesTest {
    private static final String PATCH = "/zitadel.resources.user.v3alpha.ZITADELUsers/PatchUser";
    private static final WireTypes TYPES = WireTypes.read(Parameters.WIRE_DESCRIPTION);

    @Test
    void aRequestIsWrittenInItsBinaryForm() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(3, "7");
        out.writeByteArray(4, new byte[0]);
        out.flush();

        assertThat(TYPES.request(PATCH, json("{'id': '7', 'user': {}}"))).isEqualTo(bytes.toByteArray());
    }

    @Test
    void aResponseIsReadIntoItsJsonForm() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(2, "ABC");
        out.flush();

        assertThat(TYPES.response(PATCH, bytes.toByteArray())).isEqualTo(json("{'emailCode': 'ABC'}"));
    }

    @Test
    void aMessageThatIsNotUnderstoodFails() {
        assertThatThrownBy(() -> TYPES.request(PATCH, json("{'identity': '7'}")))
                .isInstanceOf(NotUnderstood.class);
        assertThatThrownBy(() -> TYPES.request("/x/Y", json("{}"))).isInstanceOf(NotUnderstood.class);
    }

    @Test
    void detailsOfAnErrorAreShown() throws IOException {
        ByteArrayOutputStream detail = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(detail);
        out.writeString(1, "ID");
        out.writeString(2, "text");
        out.flush();

        assertThat(TYPES.error(9, "text (ID)", status(9, "text (ID)", detail.toByteArray())))
                .isEqualTo(json("{'code': 9, 'message': 'text (ID)', 'details': [{'@type':"
                        + " 'type.googleapis.com/zitadel.v1.ErrorDetail', 'id': 'ID', 'message': 'text'}]}"));
        assertThat(TYPES.error(9, "t", null)).isEqualTo(json("{'code': 9, 'message': 't'}"));
    }

    @Test
    void aStatusThatContradictsItselfFails() throws IOException {
        byte[] other = status(3, "t", new byte[0]);

        assertThatThrownBy(() -> TYPES.error(9, "t", other)).isInstanceOf(AssertionError.class);
    }

    private static byte[] status(int code, String message, byte[] detail) throws IOException {
        ByteArrayOutputStream any = new ByteArrayOutputStream();
        CodedOutputStream anyOut = CodedOutputStream.newInstance(any);
        anyOut.writeString(1, "type.googleapis.com/zitadel.v1.ErrorDetail");
        anyOut.writeByteArray(2, detail);
        anyOut.flush();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt32(1, code);
        out.writeString(2, message);
        out.writeBytes(3, ByteString.copyFrom(any.toByteArray()));
        out.flush();
        return bytes.toByteArray();
    }

    private static Json json(String text) {
        return JsonReading.read(text.replace('\'', '"'));
    }
}

package dev.kith.transport.grpc;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import dev.kith.api.Receipt;
import dev.kith.api.UserView;
import dev.kith.api.search.UserPage;
import dev.kith.transport.CallOptionsHeaders;
import dev.kith.transport.IfMatch;
import dev.kith.transport.grpc.wire.ActivateUserResponse;
import dev.kith.transport.grpc.wire.Contact;
import dev.kith.transport.grpc.wire.CreateUserResponse;
import dev.kith.transport.grpc.wire.DeactivateUserResponse;
import dev.kith.transport.grpc.wire.DeleteUserResponse;
import dev.kith.transport.grpc.wire.Details;
import dev.kith.transport.grpc.wire.Email;
import dev.kith.transport.grpc.wire.GetSchema;
import dev.kith.transport.grpc.wire.GetUser;
import dev.kith.transport.grpc.wire.GetUserResponse;
import dev.kith.transport.grpc.wire.ListDetails;
import dev.kith.transport.grpc.wire.LockUserResponse;
import dev.kith.transport.grpc.wire.Owner;
import dev.kith.transport.grpc.wire.OwnerType;
import dev.kith.transport.grpc.wire.PatchUserResponse;
import dev.kith.transport.grpc.wire.Phone;
import dev.kith.transport.grpc.wire.ResendContactEmailCodeResponse;
import dev.kith.transport.grpc.wire.ResendContactPhoneCodeResponse;
import dev.kith.transport.grpc.wire.SearchUsersResponse;
import dev.kith.transport.grpc.wire.SetContactEmailResponse;
import dev.kith.transport.grpc.wire.SetContactPhoneResponse;
import dev.kith.transport.grpc.wire.State;
import dev.kith.transport.grpc.wire.UnlockUserResponse;
import dev.kith.transport.grpc.wire.VerifyContactEmailResponse;
import dev.kith.transport.grpc.wire.VerifyContactPhoneResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Maps the results of calls to response messages. */
final class GrpcResponses {
    private GrpcResponses() {}

    static GrpcReply created(Receipt receipt) {
        var message = CreateUserResponse.newBuilder().setDetails(details(receipt.details()));
        ifGiven(receipt.emailCode(), message::setEmailCode);
        ifGiven(receipt.phoneCode(), message::setPhoneCode);
        return success(message.build(), receipt);
    }

    static GrpcReply patched(Receipt receipt) {
        var message = PatchUserResponse.newBuilder().setDetails(details(receipt.details()));
        ifGiven(receipt.emailCode(), message::setEmailCode);
        ifGiven(receipt.phoneCode(), message::setPhoneCode);
        return success(message.build(), receipt);
    }

    static GrpcReply emailSet(Receipt receipt) {
        var message = SetContactEmailResponse.newBuilder().setDetails(details(receipt.details()));
        ifGiven(receipt.emailCode(), message::setVerificationCode);
        return success(message.build(), receipt);
    }

    static GrpcReply phoneSet(Receipt receipt) {
        var message = SetContactPhoneResponse.newBuilder().setDetails(details(receipt.details()));
        ifGiven(receipt.phoneCode(), message::setVerificationCode);
        return success(message.build(), receipt);
    }

    static GrpcReply emailCodeResent(Receipt receipt) {
        var message = ResendContactEmailCodeResponse.newBuilder().setDetails(details(receipt.details()));
        ifGiven(receipt.emailCode(), message::setVerificationCode);
        return success(message.build(), receipt);
    }

    static GrpcReply phoneCodeResent(Receipt receipt) {
        var message = ResendContactPhoneCodeResponse.newBuilder().setDetails(details(receipt.details()));
        ifGiven(receipt.phoneCode(), message::setVerificationCode);
        return success(message.build(), receipt);
    }

    static GrpcReply emailVerified(Receipt receipt) {
        return success(
                VerifyContactEmailResponse.newBuilder()
                        .setDetails(details(receipt.details()))
                        .build(),
                receipt);
    }

    static GrpcReply phoneVerified(Receipt receipt) {
        return success(
                VerifyContactPhoneResponse.newBuilder()
                        .setDetails(details(receipt.details()))
                        .build(),
                receipt);
    }

    static GrpcReply deactivated(Receipt receipt) {
        return success(
                DeactivateUserResponse.newBuilder()
                        .setDetails(details(receipt.details()))
                        .build(),
                receipt);
    }

    static GrpcReply activated(Receipt receipt) {
        return success(
                ActivateUserResponse.newBuilder()
                        .setDetails(details(receipt.details()))
                        .build(),
                receipt);
    }

    static GrpcReply locked(Receipt receipt) {
        return success(
                LockUserResponse.newBuilder()
                        .setDetails(details(receipt.details()))
                        .build(),
                receipt);
    }

    static GrpcReply unlocked(Receipt receipt) {
        return success(
                UnlockUserResponse.newBuilder()
                        .setDetails(details(receipt.details()))
                        .build(),
                receipt);
    }

    static GrpcReply deleted(Receipt receipt) {
        return success(
                DeleteUserResponse.newBuilder()
                        .setDetails(details(receipt.details()))
                        .build(),
                receipt);
    }

    static GrpcReply got(UserView user) throws GrpcFailure {
        GetUser message =
                withoutData(user).setData(StructMapper.write(user.data())).build();
        return success(GetUserResponse.newBuilder().setUser(message).build(), user.version());
    }

    /** Data with a number that is no exact double is left out, so that it does not spoil the page. */
    static GrpcReply found(UserPage page) {
        List<String> leftOut = new ArrayList<>();
        var message =
                SearchUsersResponse.newBuilder().setDetails(listDetails(page.limit(), page.total(), page.timestamp()));
        for (UserView user : page.users()) {
            GetUser.Builder one = withoutData(user);
            try {
                one.setData(StructMapper.write(user.data()));
            } catch (GrpcFailure noExactDouble) {
                leftOut.add(user.details().id());
            }
            message.addResult(one);
        }
        return new GrpcReply.Success(message.build(), Optional.empty(), Map.of(), StatusTrailers.leftOut(leftOut));
    }

    static ListDetails listDetails(int limit, long total, Instant timestamp) {
        return ListDetails.newBuilder()
                .setAppliedLimit(limit)
                .setTotalResult(total)
                .setTimestamp(timestamp(timestamp))
                .build();
    }

    private static GetUser.Builder withoutData(UserView user) {
        GetUser.Builder message = GetUser.newBuilder()
                .setDetails(details(user.details()))
                .setSchema(GetSchema.newBuilder()
                        .setId(user.schema().id())
                        .setType(user.schema().type())
                        .setRevision(user.schema().revision()))
                .setState(state(user.state()));
        contact(user).ifPresent(message::setContact);
        return message;
    }

    private static Optional<Contact> contact(UserView user) {
        Contact.Builder contact = Contact.newBuilder();
        ifGiven(user.email(), email -> {
            Email.Builder message = Email.newBuilder().setAddress(email.value()).setIsVerified(email.verified());
            ifGiven(email.pending(), message::setPendingAddress);
            contact.setEmail(message);
        });
        ifGiven(user.phone(), phone -> {
            Phone.Builder message = Phone.newBuilder().setNumber(phone.value()).setIsVerified(phone.verified());
            ifGiven(phone.pending(), message::setPendingNumber);
            contact.setPhone(message);
        });
        return contact.hasEmail() || contact.hasPhone() ? Optional.of(contact.build()) : Optional.empty();
    }

    private static State state(UserView.State state) {
        return switch (state) {
            case ACTIVE -> State.USER_STATE_ACTIVE;
            case INACTIVE -> State.USER_STATE_INACTIVE;
            case LOCKED -> State.USER_STATE_LOCKED;
        };
    }

    private static Details details(dev.kith.api.Details details) {
        return Details.newBuilder()
                .setId(details.id())
                .setCreated(timestamp(details.created()))
                .setChanged(timestamp(details.changed()))
                .setOwner(Owner.newBuilder().setType(OwnerType.OWNER_TYPE_ORG).setId(details.organization()))
                .build();
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static <T> void ifGiven(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    /** An answer that says nothing of a dry run or of an earlier call was a change now. */
    private static GrpcReply success(MessageLite message, Receipt receipt) {
        return new GrpcReply.Success(
                message,
                Optional.of(receipt.version())
                        .filter(version -> !version.isEmpty())
                        .map(IfMatch::entityTag),
                CallOptionsHeaders.answering(receipt.effect()),
                Map.of());
    }

    private static GrpcReply success(MessageLite message, String version) {
        return new GrpcReply.Success(message, Optional.of(IfMatch.entityTag(version)));
    }
}

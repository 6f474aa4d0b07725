package io.vividly.testkit.google;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;

/** The errors of Google's gRPC services, in their words where those are known. */
final class Refusals {

  private Refusals() {}

  static StatusRuntimeException invalid(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }

  /** Google may know it; this server does not. */
  static StatusRuntimeException unknownHere(String what) {
    return Status.UNIMPLEMENTED
        .withDescription("The test server does not know " + what + ".")
        .asRuntimeException();
  }

  static StatusRuntimeException exhausted(Duration retryAfter) {
    RetryInfo retry =
        RetryInfo.newBuilder()
            .setRetryDelay(
                com.google.protobuf.Duration.newBuilder()
                    .setSeconds(retryAfter.getSeconds())
                    .setNanos(retryAfter.getNano()))
            .build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
            .setMessage("Quota exceeded for quota metric 'All requests' of service.")
            .addDetails(Any.pack(retry))
            .build());
  }

  static StatusRuntimeException of(Status status, String message) {
    return status.withDescription(message).asRuntimeException();
  }
}

package io.vividly.testkit.pubsub;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;

/** The errors of the API, in the words of the real one as far as they are known. */
final class Rejection {

  private Rejection() {}

  static StatusRuntimeException notFound(String resource) {
    return Status.NOT_FOUND
        .withDescription("Resource not found (resource=" + resource + ").")
        .asRuntimeException();
  }

  static StatusRuntimeException alreadyExists(String resource) {
    return Status.ALREADY_EXISTS
        .withDescription("Resource already exists in the project (resource=" + resource + ").")
        .asRuntimeException();
  }

  static StatusRuntimeException invalid(String why) {
    return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
  }

  static StatusRuntimeException unavailable(String why) {
    return Status.UNAVAILABLE.withDescription(why).asRuntimeException();
  }

  static StatusRuntimeException unsupported(String what) {
    return Status.UNIMPLEMENTED
        .withDescription("This server for tests does not know " + what + ".")
        .asRuntimeException();
  }

  /**
   * Some ids of a subscription with exactly-once delivery were not good. The client looks for each
   * of them in the metadata: https://cloud.google.com/pubsub/docs/exactly-once-delivery#errors
   */
  static StatusRuntimeException invalidAckIds(List<String> ackIds) {
    ErrorInfo.Builder info =
        ErrorInfo.newBuilder()
            .setReason("PERMANENT_FAILURE_INVALID_ACK_ID")
            .setDomain("pubsub.googleapis.com");
    ackIds.forEach(id -> info.putMetadata(id, "PERMANENT_FAILURE_INVALID_ACK_ID"));
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(Status.Code.INVALID_ARGUMENT.value())
            .setMessage("Some acknowledgement ids in the request were invalid or expired.")
            .addDetails(Any.pack(info.build()))
            .build());
  }
}

package io.vividly.testkit.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers to calls. */
final class Answers {

  private Answers() {}

  /** Answers a call with a result or with the error that stood in the way. */
  static <T> void give(StreamObserver<T> caller, Supplier<T> work) {
    T result;
    try {
      result = work.get();
    } catch (StatusRuntimeException e) {
      caller.onError(e);
      return;
    } catch (RuntimeException e) {
      caller.onError(Status.INTERNAL.withDescription(e.toString()).withCause(e).asException());
      return;
    }
    caller.onNext(result);
    caller.onCompleted();
  }
}

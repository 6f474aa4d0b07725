package io.vividly.pubsub;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows whether messages can arrive. The client connects again and again, in silence, to a service
 * that it cannot reach; a worker that counted that as an empty subscription would end too early.
 */
final class StreamWatch implements ClientInterceptor {

  private static final String STREAMING_PULL = "google.pubsub.v1.Subscriber/StreamingPull";

  private final AtomicInteger open = new AtomicInteger();
  private final Runnable onChange;

  /**
   * @param onChange is called when a stream has opened or ended; must be quick
   */
  StreamWatch(Runnable onChange) {
    this.onChange = onChange;
  }

  /** Whether there is a stream by which messages can arrive. */
  boolean isOpen() {
    return open.get() > 0;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions callOptions, Channel next) {
    ClientCall<Q, A> call = next.newCall(method, callOptions);
    return method.getFullMethodName().equals(STREAMING_PULL) ? new Watched<>(call) : call;
  }

  private final class Watched<Q, A> extends SimpleForwardingClientCall<Q, A> {

    Watched(ClientCall<Q, A> call) {
      super(call);
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      super.start(new Ear<>(listener), headers);
    }
  }

  private final class Ear<A> extends SimpleForwardingClientCallListener<A> {
    private boolean opened;

    Ear(ClientCall.Listener<A> listener) {
      super(listener);
    }

    /** Called once there is a connection, and never for a call that found none. */
    @Override
    public void onReady() {
      if (!opened) {
        opened = true;
        open.incrementAndGet();
        onChange.run();
      }
      super.onReady();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (opened) {
        opened = false;
        open.decrementAndGet();
      }
      onChange.run();
      super.onClose(status, trailers);
    }
  }
}

package io.vividly.testkit.pubsub;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.vividly.testkit.FaultInjector;
import io.vividly.testkit.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Pub/Sub server for tests, on a free port of this machine. Google's official client talks to it
 * as it does to Google: give it {@link #endpoint()}, a plaintext channel and no credentials.
 *
 * <p>It knows topics, subscriptions, publish, pull (which waits for a second when there is
 * nothing), streaming pull, acknowledgements with and without exactly-once delivery, deadlines,
 * ordering keys, dead-letter and retry policies, and push over HTTP, wrapped or not, with signed
 * tokens ({@link #tokens()}) and a backoff for the whole subscription. It does not know snapshots,
 * seeking, filters, schemas and export subscriptions, and refuses them with UNIMPLEMENTED. Access
 * rights, quotas and the expiry of old messages are not there. Where Pub/Sub promises its best
 * effort, this server is exact: deadlines are kept, attempts are counted, a late acknowledgement
 * does nothing.
 *
 * <p>Deadlines and backoffs run on its clock. With a {@link SettableClock} no time passes unless
 * the test says so, and what has become due is done when {@link SettableClock#advance} returns.
 *
 * <p>Everything is in memory and gone at the end. It is a test server and not fit for anything
 * else. Safe for use by many threads.
 */
public final class PubSubServer implements AutoCloseable {

  /** Room for a request that is too large by our rules, so that it is us who say so. */
  private static final int MAX_INBOUND = 2 * MessageChecks.MAX_BYTES;

  private final Timeline timeline;
  private final Broker broker;
  private final FaultInjector publishFaults = new FaultInjector();
  private final FaultInjector acknowledgeFaults = new FaultInjector();
  private final Server server;
  private @Nullable TokenIssuer tokens;

  private PubSubServer(Timeline timeline) {
    this.timeline = timeline;
    this.broker = new Broker(timeline, new Pusher(new PushRequests(this::tokens)));
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .maxInboundMessageSize(MAX_INBOUND)
            .addService(new PublisherService(broker, publishFaults))
            .addService(new SubscriberService(broker, acknowledgeFaults))
            .build();
  }

  /** Starts a server on the system's clock. */
  public static PubSubServer start() {
    return start(new RealTimeline());
  }

  /** Starts a server for which time passes only when a test sets the clock. */
  public static PubSubServer start(SettableClock clock) {
    return start(new SettableTimeline(clock));
  }

  private static PubSubServer start(Timeline timeline) {
    PubSubServer started = new PubSubServer(timeline);
    try {
      started.server.start();
    } catch (IOException e) {
      timeline.close();
      throw new UncheckedIOException("The Pub/Sub server for tests found no port.", e);
    }
    return started;
  }

  /** Where it listens, as {@code host:port}: what PUBSUB_EMULATOR_HOST would say. */
  public String endpoint() {
    return "localhost:" + server.getPort();
  }

  /**
   * How many messages of a subscription are not acknowledged yet, those included that are being
   * delivered or wait for the end of a backoff.
   *
   * @param subscription its full name, {@code projects/P/subscriptions/S}
   */
  public int backlog(String subscription) {
    return broker.subscription(subscription).size();
  }

  /**
   * Makes calls that publish fail or hang; a {@link io.grpc.StatusRuntimeException} reaches the
   * client as it is. Such a call publishes nothing.
   */
  public FaultInjector publishFaults() {
    return publishFaults;
  }

  /**
   * Makes calls that acknowledge fail or hang, those of clients that do not acknowledge over the
   * stream, as Google's for Java. Such a call acknowledges nothing.
   */
  public FaultInjector acknowledgeFaults() {
    return acknowledgeFaults;
  }

  /**
   * Waits until no push of a subscription is under way and every answer has had its effect. With a
   * clock that stands still nothing more is pushed then, until the test publishes or sets the
   * clock.
   */
  public void awaitPushes(String subscription) throws InterruptedException {
    broker.push(subscription).awaitNone();
  }

  /**
   * Breaks all streams and pulls that are open, as Google's servers do now and then; clients
   * connect again. What they hold stays leased.
   */
  public void breakStreams() {
    broker
        .subscriptions()
        .forEach(
            one -> one.disconnect(Rejection.unavailable("The service was unable to fulfill.")));
  }

  /**
   * Where the tokens of authenticated push come from. Pushes of subscriptions that have an {@code
   * oidc_token} carry one; its audience is the URL of the endpoint unless the subscription says
   * otherwise. The issuer is closed with the server.
   */
  public synchronized TokenIssuer tokens() {
    if (tokens == null) {
      tokens = TokenIssuer.start(timeline::now);
    }
    return tokens;
  }

  /** Stops at once. All topics, subscriptions and messages are gone. */
  @Override
  public void close() {
    timeline.close();
    broker.close();
    server.shutdownNow();
    closeTokens();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void closeTokens() {
    if (tokens != null) {
      tokens.close();
    }
  }
}

package io.vividly.push;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.vividly.core.pipeline.DeliveryHandler;
import io.vividly.core.port.MessagePublisher;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The push service: {@code POST /push} for deliveries, {@code POST /dead-letter} for those that
 * nobody will make again, {@code GET /} for people, {@code GET /health} and {@code GET
 * /health/ready} for whoever keeps it running.
 *
 * <p>To shut down without losing anything, stop the delivery handler first, so that what is in
 * flight ends and is answered, then {@link #stop} this.
 */
public final class PushServer implements AutoCloseable {

  static final String PUSH_PATH = "/push";
  static final String DEAD_LETTER_PATH = "/dead-letter";

  /** Threads beyond those that deliveries can hold: acceptors, selectors, health checks. */
  private static final int SPARE_THREADS = 16;

  private final PushOptions options;
  private final InFlight inFlight;
  private final LocalToken localToken = new LocalToken();
  private final PushEndpoint push;
  private final @Nullable PushEndpoint deadLetter;
  private final ServiceEndpoints service;
  private final Javalin javalin;

  /** Does not listen before {@link #start}. */
  public PushServer(DeliveryHandler deliveries, Readiness readiness, PushOptions options) {
    this(deliveries, null, readiness, options, Clock.systemUTC());
  }

  /**
   * @param deadLetters takes what a push subscription of the dead-letter topic posts to {@code
   *     /dead-letter}; null if there is no such path
   * @param clock by which deliveries get their deadlines and tokens are judged; the delivery
   *     handler's own
   */
  public PushServer(
      DeliveryHandler deliveries,
      @Nullable DeliveryHandler deadLetters,
      Readiness readiness,
      PushOptions options,
      Clock clock) {
    this.options = options;
    this.inFlight = new InFlight(options.maxInFlight());
    CallerCheck callers = callers(options, clock);
    this.push = new PushEndpoint(deliveries, options, inFlight, callers, clock);
    this.deadLetter =
        deadLetters == null
            ? null
            : new PushEndpoint(deadLetters, options, inFlight, callers, clock);
    this.service = new ServiceEndpoints(readiness, inFlight);
    this.javalin = Javalin.create(this::configure);
  }

  /**
   * Begins to listen. To be called once.
   *
   * @throws io.javalin.util.JavalinException if the port is taken
   */
  public void start() {
    javalin.start();
  }

  /** The port that the server listens on. */
  public int port() {
    return javalin.port();
  }

  /**
   * A publisher that delivers to this very server, which must have started. It is let in whoever
   * else may deliver.
   *
   * @param subscription that the messages say they come from, in full, as in {@code
   *     projects/local/subscriptions/name}
   */
  public MessagePublisher localPublisher(String subscription) {
    URI url = URI.create("http://localhost:" + port() + PUSH_PATH);
    return new HttpPushPublisher(url, subscription, options.ackDeadline(), localToken);
  }

  /**
   * Takes no new connections and no new deliveries, waits for those in flight and ends. Deliveries
   * that still run when the time is up are cut off, without an answer.
   *
   * @return whether every delivery was answered
   * @throws InterruptedException if the thread is interrupted while it waits; the server has ended
   */
  public boolean stop(Duration atMost) throws InterruptedException {
    inFlight.close();
    Server server = javalin.jettyServer().server();
    for (var connector : server.getConnectors()) {
      ((ServerConnector) connector).close();
    }
    try {
      return inFlight.awaitEmpty(atMost);
    } finally {
      javalin.stop();
    }
  }

  /** Stops without waiting. */
  @Override
  public void close() {
    inFlight.close();
    javalin.stop();
  }

  private @Nullable CallerCheck callers(PushOptions options, Clock clock) {
    PushAuthentication expected = options.authentication();
    return expected == null ? null : new CallerCheck(expected, localToken, clock);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.router.javaLangErrorHandler((response, error) -> answer(response));
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(PushServer::modify);
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new JsonErrorHandler()));
    config.jetty.addConnector(this::connector);
    routes(config.routes);
  }

  private void routes(RoutesConfig routes) {
    routes.post(PUSH_PATH, push);
    if (deadLetter != null) {
      routes.post(DEAD_LETTER_PATH, deadLetter);
    }
    routes.get("/", service::describe);
    routes.get("/health", service::alive);
    routes.get("/health/ready", service::ready);
    ErrorReplies.register(routes);
  }

  /** A delivery holds its thread until it is answered; where there are virtual ones, they do. */
  private QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(options.maxInFlight() + SPARE_THREADS, 8);
    pool.setName("vividly-push");
    pool.setDaemon(true);
    if (VirtualThreads.areSupported()) {
      pool.setVirtualThreadsExecutor(
          VirtualThreads.getNamedVirtualThreadsExecutor("vividly-push-"));
    }
    return pool;
  }

  private static void modify(Server server) {
    // It would cut the connections of waiting deliveries short when threads become few.
    server.getBeans(LowResourceMonitor.class).forEach(server::removeBean);
    server.setErrorHandler(new JsonErrorHandler());
    server.setStopTimeout(0);
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setPort(options.port());
    // Longer than any delivery, and than the idle connections of the load balancers in front.
    connector.setIdleTimeout(options.ackDeadline().plusSeconds(20).toMillis());
    connector.addBean(new HeadTimeLimit(connector, options.bodyTimeout()));
    return connector;
  }

  private static void answer(HttpServletResponse response) {
    Reply reply = ErrorReplies.internalError();
    response.setStatus(reply.status());
    response.setContentType(Reply.JSON);
    try {
      response.getOutputStream().write(reply.bytes());
    } catch (IOException e) {
      // The caller is gone; nobody is left to tell.
    }
  }
}

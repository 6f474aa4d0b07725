package io.vividly.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The API: {@code /api/v1/content/requests}, {@code /media}, a page for people at {@code /}, {@code
 * GET /health} and {@code GET /health/ready} for whoever keeps it running. Its OpenAPI document is
 * at {@code /api/v1/openapi.json}.
 */
public final class ApiServer implements AutoCloseable {

  private static final int MAX_THREADS = 64;
  private static final int IDLE_MILLIS = 30_000;

  /** Slower than a bad connection ever is: cuts off who sends a byte now and then. */
  private static final long MIN_BYTES_PER_SECOND = 200;

  private final ApiOptions options;
  private final Gate gate;
  private final RequestEndpoints requests;
  private final EventEndpoint events;
  private final MediaEndpoint media;
  private final HealthEndpoints health;
  private final Javalin javalin;

  /** Does not listen before {@link #start}. */
  public ApiServer(ApiPorts ports, ApiOptions options) {
    this(ports, options, Clock.systemUTC());
  }

  /**
   * @param clock by which tokens and links are over
   */
  public ApiServer(ApiPorts ports, ApiOptions options, InstantSource clock) {
    this.options = options;
    MediaLinks links = new MediaLinks(options, clock);
    RequestJson json = new RequestJson(links);
    this.gate =
        new Gate(new ApiTokens(options.key(), clock), new RateLimit(options.requestsPerMinute()));
    this.requests = new RequestEndpoints(ports.desk(), gate, json, options);
    this.events =
        new EventEndpoint(
            new EventStream.Sources(ports.desk(), ports.events(), json), requests, options, clock);
    this.media = new MediaEndpoint(new MediaFiles(ports.media()), links, ports.desk(), gate);
    this.health = new HealthEndpoints(ports.problems());
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

  /** Ends live streams, whose clients come back to another instance, and stops. */
  @Override
  public void close() {
    events.close();
    javalin.stop();
  }

  /** Every method and path, as in {@code GET /health}. */
  List<String> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .filter(handler -> handler.endpoint.method.isHttpMethod())
        .map(handler -> handler.endpoint.method + " " + handler.endpoint.path)
        .toList();
  }

  /** How many clients follow a request now. */
  int streams() {
    return events.size();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.router.javaLangErrorHandler((response, error) -> answer(response));
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(ApiServer::modify);
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new ProblemErrorHandler()));
    config.jetty.addConnector(this::connector);
    routes(config.routes);
  }

  private void routes(RoutesConfig routes) {
    String all = RequestJson.REQUESTS;
    String one = all + "/{id}";
    routes.before(context -> context.header("X-Content-Type-Options", "nosniff"));
    routes.beforeMatched(all, gate::check);
    routes.beforeMatched(all + "/*", gate::check);
    routes.post(all, told("POST " + all, requests::submit));
    read(routes, all, requests::list);
    read(routes, one, requests::get);
    routes.get(one + "/events", events::follow);
    routes.post(one + "/cancel", requests::cancel);
    routes.post(one + "/clarify", told("POST " + one + "/clarify", requests::clarify));
    read(routes, MediaLinks.PREFIX + "<key>", media::get);
    read(routes, "/api/v1/openapi.json", Documents.openApi());
    read(routes, "/", Documents.page());
    read(routes, "/health", health::alive);
    read(routes, "/health/ready", health::ready);
    ErrorReplies.register(routes);
  }

  /** Tells who observes calls. */
  private Handler told(String name, Handler handler) {
    return context -> {
      String traceparent = context.header("traceparent");
      try (CallObserver.Call call = options.calls().began(name, traceparent)) {
        handler.handle(context);
      }
    };
  }

  /** HEAD does what GET does, and Jetty leaves out the body. */
  private static void read(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, 8);
    pool.setName("vividly-api");
    pool.setDaemon(true);
    if (VirtualThreads.areSupported()) {
      pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("vividly-api-"));
    }
    return pool;
  }

  private static void modify(Server server) {
    // It would cut live streams short when threads become few.
    server.getBeans(LowResourceMonitor.class).forEach(server::removeBean);
    server.setErrorHandler(new ProblemErrorHandler());
    server.setStopTimeout(0);
  }

  private ServerConnector connector(Server server, HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setMinRequestDataRate(MIN_BYTES_PER_SECOND);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setPort(options.port());
    connector.setIdleTimeout(Math.max(IDLE_MILLIS, 2 * options.heartbeat().toMillis()));
    return connector;
  }

  private static void answer(HttpServletResponse response) {
    Problem problem = Problems.internal();
    response.setStatus(problem.status());
    response.setContentType(Problem.JSON);
    try {
      response.getOutputStream().write(problem.bytes());
    } catch (IOException e) {
      // The caller is gone; nobody is left to tell.
    }
  }
}

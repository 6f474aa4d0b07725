package io.vividly.push;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * Cuts off clients that send the head of a request a byte now and then. Jetty's idle timeout starts
 * anew with every byte, and must be long here, because a connection is idle while a delivery is
 * processed. It has no limit for the head as a whole, and tells only internally how far one is.
 */
final class HeadTimeLimit extends AbstractLifeCycle {

  private static final long LONGEST_INTERVAL_MILLIS = 1_000;

  private final ServerConnector connector;
  private final Duration limit;
  private final long intervalMillis;

  HeadTimeLimit(ServerConnector connector, Duration limit) {
    this.connector = connector;
    this.limit = limit;
    this.intervalMillis = Math.max(1, Math.min(LONGEST_INTERVAL_MILLIS, limit.toMillis() / 2));
  }

  @Override
  protected void doStart() {
    schedule();
  }

  private void schedule() {
    connector.getScheduler().schedule(this::look, intervalMillis, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (isRunning() || isStarting()) {
      connector.getConnectedEndPoints().stream().filter(this::isTooSlow).forEach(EndPoint::close);
      schedule();
    }
  }

  private boolean isTooSlow(EndPoint endPoint) {
    return endPoint.getConnection() instanceof HttpConnection connection
        && isInHead(connection.getParser().getState())
        && NanoTime.since(connection.getParser().getBeginNanoTime()) > limit.toNanos();
  }

  /** Between requests a connection may be kept for long. */
  private static boolean isInHead(HttpParser.State state) {
    return state.ordinal() > HttpParser.State.START.ordinal()
        && state.ordinal() <= HttpParser.State.HEADER.ordinal();
  }
}

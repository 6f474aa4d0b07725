package io.vividly.push;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers every request with the same bytes and closes the connection. Nothing keeps it from
 * answering what no HTTP server would.
 */
final class AnsweringServer implements AutoCloseable {

  private final ServerSocket socket;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private volatile String answer = "";

  AnsweringServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.execute(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What to answer from now on, with {@code |} for the end of a line. */
  void answer(String lines) {
    answer = lines.replace("|", "\r\n");
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        InputStream in = connection.getInputStream();
        readRequest(in);
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        connection.shutdownOutput();
        // So that the answer is not lost to a reset.
        in.readAllBytes();
      } catch (IOException e) {
        // The client gave up, or this was closed.
      }
    }
  }

  /** Reads a head, and as much of a body as it announces. */
  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next; head.indexOf("\r\n\r\n") < 0 && (next = in.read()) >= 0; ) {
      head.append((char) next);
    }
    String length = head.toString().replaceFirst("(?is).*content-length: *(\\d+).*", "$1");
    in.readNBytes(Integer.parseInt(length));
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.shutdownNow();
  }
}

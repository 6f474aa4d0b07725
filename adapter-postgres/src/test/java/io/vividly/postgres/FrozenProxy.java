package io.vividly.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and a server. Once it freezes, the connections that it has stay open and
 * carry nothing any more, as if the server's machine had lost its power; new ones work.
 */
final class FrozenProxy implements AutoCloseable {

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile int frozenSockets;

  FrozenProxy(int target) throws IOException {
    this.target = target;
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void freeze() {
    frozenSockets = sockets.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(upstream);
        int number = sockets.size();
        daemon(() -> copy(client, upstream, number));
        daemon(() -> copy(upstream, client, number));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void copy(Socket from, Socket to, int number) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (number > frozenSockets) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // One side is gone; the other will notice.
    }
    if (number > frozenSockets) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(Socket one, Socket other) {
    try (one;
        other) {
      // Closed by leaving.
    } catch (IOException e) {
      // It is gone already.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "frozen-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}

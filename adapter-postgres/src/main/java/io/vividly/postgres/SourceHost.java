package io.vividly.postgres;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, as its events carry it. */
final class SourceHost {

  private SourceHost() {}

  static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}

package io.vividly.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** Names this process in the rows of the requests that it works on. */
final class ProcessName {

  private ProcessName() {}

  /** The host and the process id, and a few random digits, because containers repeat both. */
  static String get() {
    String random = UUID.randomUUID().toString().substring(0, 4);
    return host() + "/" + ProcessHandle.current().pid() + "/" + random;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }
}

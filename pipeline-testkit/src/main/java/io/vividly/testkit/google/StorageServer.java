package io.vividly.testkit.google;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vividly.testkit.google.StorageFaults.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A Cloud Storage server for tests, on a free port of this machine, with the JSON API over HTTP.
 * Google's official client talks to it as it does to Google: set {@link #endpoint()} as its host,
 * and no credentials.
 *
 * <p>It knows resumable, multipart and simple uploads, generations, metagenerations and
 * preconditions, metadata, downloads in ranges, checksums, listing by prefix, changes and deletion
 * of objects, and downloads by URLs that are signed with a key that it {@linkplain #trust trusts}.
 * Old generations are not kept. Whatever else is asked is answered with 501, UNIMPLEMENTED. Access
 * rights of the API are not checked; {@link #faults()} can refuse it.
 *
 * <p>Everything is in memory and gone at the end. It is a test server and not fit for anything
 * else. Safe for use by many threads.
 */
public final class StorageServer implements AutoCloseable {

  /**
   * A call that the server got.
   *
   * @param uri path and query
   * @param range the header {@code Range} or {@code Content-Range}
   */
  public record Request(Operation operation, String method, URI uri, @Nullable String range) {}

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "storage-server");
            thread.setDaemon(true);
            return thread;
          });
  private final StorageFaults faults = new StorageFaults();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<CountDownLatch> hanging = new CopyOnWriteArrayList<>();
  private final StorageBuckets buckets;
  private final SignedUrls signedUrls;
  private final StorageUploads uploads;
  private final StorageObjects objects;

  private StorageServer(InstantSource clock) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    buckets = new StorageBuckets(clock);
    signedUrls = new SignedUrls(clock);
    uploads = new StorageUploads(buckets, endpoint().toString());
    objects = new StorageObjects(buckets, endpoint().toString());
    server.createContext("/", this::serve);
    server.setExecutor(threads);
  }

  /** Starts a server on the system's clock. */
  public static StorageServer start() {
    return start(Clock.systemUTC());
  }

  /**
   * @param clock by which signed URLs are over and objects get their times
   */
  public static StorageServer start(InstantSource clock) {
    try {
      StorageServer started = new StorageServer(clock);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("The Cloud Storage server for tests found no port.", e);
    }
  }

  /** Where it listens, without a slash at the end. */
  public URI endpoint() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /** Makes an empty bucket if there is none of that name. */
  public void createBucket(String name) {
    buckets.create(name);
  }

  /** Lets URLs work that this account signs. */
  public void trust(String serviceAccount, PublicKey key) {
    signedUrls.trust(serviceAccount, key);
  }

  public StorageFaults faults() {
    return faults;
  }

  /** All calls so far, in the order in which they came. */
  public List<Request> requests() {
    return new ArrayList<>(requests);
  }

  /** How many calls of a kind there were. */
  public int count(Operation operation) {
    return (int) requests.stream().filter(one -> one.operation() == operation).count();
  }

  /** The names of the objects of a bucket. */
  public List<String> names(String bucket) {
    try {
      return List.copyOf(buckets.list(bucket).keySet());
    } catch (StorageError e) {
      throw new NoSuchElementException(e.getMessage(), e);
    }
  }

  /** Changes one bit of an object where it is stored. */
  public void damage(String bucket, String name) {
    try {
      buckets.damage(bucket, name);
    } catch (StorageError e) {
      throw new NoSuchElementException(e.getMessage(), e);
    }
  }

  /** Stops at once; calls that hang are cut. */
  @Override
  public void close() {
    hanging.forEach(CountDownLatch::countDown);
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    StorageCall call = new StorageCall(exchange);
    try {
      serve(call);
    } catch (StorageError e) {
      call.refuse(e);
    } finally {
      exchange.close();
    }
  }

  private void serve(StorageCall call) throws IOException, StorageError {
    List<String> path = call.path();
    boolean isUpload = isUnder(path, "upload", "storage", "v1", "b") && path.size() == 6;
    boolean isApi = isUnder(path, "storage", "v1", "b") && path.size() > 3;
    boolean isDownload = isUnder(path, "download", "storage", "v1", "b") && path.size() == 7;
    Operation operation = Operation.DOWNLOAD;
    if (isUpload) {
      operation = StorageUploads.operation(call);
    } else if (isApi) {
      operation = StorageObjects.operation(call);
    }
    StorageFault fault = faultOf(call, operation);
    if (fault instanceof StorageFault.Answer || fault instanceof StorageFault.Hang) {
      fail(call, fault);
    } else if (isUpload) {
      uploads.serve(call, fault);
    } else if (isApi) {
      objects.serve(call, fault);
    } else if (isDownload) {
      objects.serve(call.without(1), fault);
    } else {
      serveSigned(call, fault);
    }
  }

  /** {@code /BUCKET/OBJECT}, as signed URLs have it. */
  private void serveSigned(StorageCall call, @Nullable StorageFault fault)
      throws IOException, StorageError {
    boolean reads = call.method().equals("GET") || call.method().equals("HEAD");
    if (!reads || call.path().size() < 2) {
      throw StorageError.unimplemented(call.method() + " of this path");
    }
    signedUrls.check(call);
    String name = String.join("/", call.path().subList(1, call.path().size()));
    StorageObjects.download(call, buckets.get(call.part(0), name, null), fault);
  }

  private @Nullable StorageFault faultOf(StorageCall call, Operation operation) {
    String range = call.header("Content-Range");
    requests.add(
        new Request(
            operation,
            call.method(),
            call.exchange().getRequestURI(),
            range == null ? call.header("Range") : range));
    return faults.take(operation);
  }

  private void fail(StorageCall call, StorageFault fault) throws IOException, StorageError {
    if (fault instanceof StorageFault.Hang hang) {
      hanging.add(hang.letGo());
      hang.reached().countDown();
      try {
        hang.letGo().await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    call.body(Integer.MAX_VALUE);
    StorageFault.Answer answer = (StorageFault.Answer) fault;
    if (answer.retryAfter() != null) {
      call.exchange()
          .getResponseHeaders()
          .set("Retry-After", Long.toString(answer.retryAfter().toSeconds()));
    }
    throw StorageError.ofStatus(answer.status());
  }

  private static boolean isUnder(List<String> path, String... parts) {
    return path.size() > parts.length && path.subList(0, parts.length).equals(List.of(parts));
  }
}

package io.vividly.gcpai;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Google's client for Gemini models, one for the process: it does not retry by itself, its calls
 * end with an interrupt, and its failures say when to come back.
 */
final class GenAiConnection implements AutoCloseable {

  /**
   * One attempt alone is not enough: version 2.0.0 of the client then still pauses for a second
   * after the only one has failed.
   */
  private static final HttpRetryOptions NO_RETRIES =
      HttpRetryOptions.builder().attempts(1).httpStatusCodes(List.of()).build();

  /** For a server that asks for no credentials. */
  private static final String NOBODY = "nobody";

  private final Client client;
  private final CallWatch watch = new CallWatch();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "vividly-genai");
            thread.setDaemon(true);
            return thread;
          });

  private GenAiConnection(
      @Nullable String project,
      @Nullable String location,
      @Nullable String apiKey,
      @Nullable URI endpoint,
      Duration deadline) {
    HttpOptions.Builder http =
        HttpOptions.builder()
            .timeout(Math.toIntExact(deadline.toMillis()))
            .retryOptions(NO_RETRIES);
    if (endpoint != null) {
      http.baseUrl(endpoint.toString());
    }
    OkHttpClient transport =
        new OkHttpClient.Builder().retryOnConnectionFailure(false).addInterceptor(watch).build();
    Client.Builder builder =
        Client.builder()
            .httpOptions(http.build())
            .clientOptions(ClientOptions.builder().customHttpClient(transport).build());
    if (project != null && location != null) {
      builder.vertexAI(true).project(project).location(location);
      if (endpoint != null) {
        builder.credentials(GoogleCredentials.create(new AccessToken(NOBODY, null)));
      }
    } else {
      builder.vertexAI(false).apiKey(endpoint != null || apiKey == null ? NOBODY : apiKey);
    }
    this.client = builder.build();
  }

  /**
   * Opens a client; calls nobody yet.
   *
   * @param project for Vertex AI; null for the Gemini API
   * @param endpoint another server, which gets no credentials; null for Google's
   * @param deadline of every call
   */
  static GenAiConnection open(
      @Nullable String project,
      @Nullable String location,
      @Nullable String apiKey,
      @Nullable URI endpoint,
      Duration deadline) {
    return new GenAiConnection(project, location, apiKey, endpoint, deadline);
  }

  /**
   * Uses the client for one call, on another thread: a thread that waits for a socket does not hear
   * an interrupt. When the caller is interrupted, the request is cancelled.
   */
  <T> T call(ClientCall<T> call) throws Exception {
    CallWatch.Ticket ticket = new CallWatch.Ticket();
    Callable<T> watched = () -> watch.during(ticket, () -> call.with(client));
    Future<T> result = threads.submit(watched);
    try {
      return result.get();
    } catch (InterruptedException e) {
      ticket.cancel();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * As {@link #call}, and hands on what comes, as it comes, on the calling thread. What the sink
   * throws cancels the call.
   */
  <T> void stream(ClientStream<T> stream, Consumer<T> sink) throws Exception {
    CallWatch.Ticket ticket = new CallWatch.Ticket();
    BlockingQueue<Optional<T>> items = new LinkedBlockingQueue<>();
    Callable<Boolean> work =
        () -> {
          stream.forEach(client, item -> items.add(Optional.of(item)));
          return true;
        };
    Future<Boolean> end =
        threads.submit(
            () -> {
              try {
                return watch.during(ticket, work);
              } finally {
                items.add(Optional.empty());
              }
            });
    try {
      for (Optional<T> item = items.take(); item.isPresent(); item = items.take()) {
        sink.accept(item.get());
      }
      end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      ticket.cancel();
    }
  }

  /** Cancels what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
  }

  /** What is asked of the client, and comes in pieces. */
  @FunctionalInterface
  interface ClientStream<T> {
    void forEach(Client client, Consumer<T> sink) throws Exception;
  }

  /** What is asked of the client. */
  @FunctionalInterface
  interface ClientCall<T> {
    T with(Client client) throws Exception;
  }
}

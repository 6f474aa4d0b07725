package io.vividly.testkit.google;

import com.google.cloud.texttospeech.v1beta1.ListVoicesRequest;
import com.google.cloud.texttospeech.v1beta1.ListVoicesResponse;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechRequest;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechResponse;
import com.google.cloud.texttospeech.v1beta1.TextToSpeechGrpc.TextToSpeechImplBase;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.vividly.core.port.SpeechSynthesizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Cloud Text-to-Speech server for tests, v1beta1, on a free port of this machine. Google's
 * official client talks to it as it does to Google: give it {@link #endpoint()}, a plaintext
 * channel and no credentials.
 *
 * <p>It speaks with the voice of the test, whichever of Google's voices is asked for, and gives it
 * as LINEAR16 in a WAV file; the time of each {@code <mark>} is that of the word after it. Requests
 * are checked as strictly as Google checks them, and refused with its errors: markup that is not
 * valid XML, more than 5,000 bytes, voices that do not exist or know no markup or no marks. Of the
 * markup it knows {@code mark}, {@code sub}, {@code p}, {@code s} and the characters of {@code
 * say-as}. It refuses everything else that Google knows (other encodings, pitch, streaming, custom
 * voices, …) with UNIMPLEMENTED. Rights and quotas are not there.
 *
 * <p>It is a test server and not fit for anything else. Safe for use by many threads.
 */
public final class TextToSpeechServer implements AutoCloseable {

  private final SpeechSynthesizer voice;
  private final CallFaults<TextToSpeechFault> faults = new CallFaults<>();
  private final List<SynthesizeSpeechRequest> requests = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Server server;

  private TextToSpeechServer(SpeechSynthesizer voice) {
    this.voice = voice;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(threads)
            .addService(new Service())
            .build();
  }

  /**
   * Starts a server.
   *
   * @param voice stays open when the server is closed
   */
  public static TextToSpeechServer start(SpeechSynthesizer voice) {
    TextToSpeechServer started = new TextToSpeechServer(voice);
    try {
      started.server.start();
    } catch (IOException e) {
      started.threads.shutdownNow();
      throw new UncheckedIOException("The Text-to-Speech server for tests found no port.", e);
    }
    return started;
  }

  /** Where it listens, as {@code host:port}. */
  public String endpoint() {
    return "localhost:" + server.getPort();
  }

  /** Makes calls that speak go wrong. */
  public CallFaults<TextToSpeechFault> faults() {
    return faults;
  }

  /** What was to be spoken so far, in the order in which it came. */
  public synchronized List<SynthesizeSpeechRequest> requests() {
    return List.copyOf(requests);
  }

  /** Stops at once; hanging calls end. */
  @Override
  public void close() {
    faults.close();
    server.shutdownNow();
    threads.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void record(SynthesizeSpeechRequest request) {
    requests.add(request);
  }

  private void failIfArranged(@Nullable TextToSpeechFault fault) throws InterruptedException {
    if (fault == null) {
      return;
    }
    switch (fault) {
      case EXHAUSTED -> throw Refusals.exhausted(faults.retryAfter());
      case UNAVAILABLE ->
          throw Refusals.of(Status.UNAVAILABLE, "The service is currently unavailable.");
      case INTERNAL -> throw Refusals.of(Status.INTERNAL, "Internal error encountered.");
      case DENIED ->
          throw Refusals.of(
              Status.PERMISSION_DENIED,
              "Cloud Text-to-Speech API has not been used in project 0 before or it is disabled.");
      case UNAUTHENTICATED ->
          throw Refusals.of(
              Status.UNAUTHENTICATED, "Request had invalid authentication credentials.");
      case HANG -> faults.hang();
      default -> {
        // It strikes the reply.
      }
    }
  }

  private final class Service extends TextToSpeechImplBase {

    @Override
    public void listVoices(
        ListVoicesRequest request, StreamObserver<ListVoicesResponse> responses) {
      ListVoicesResponse.Builder reply = ListVoicesResponse.newBuilder();
      CloudVoice.all().stream()
          .filter(each -> each.speaks(request.getLanguageCode()))
          .forEach(each -> reply.addVoices(each.asVoice()));
      responses.onNext(reply.build());
      responses.onCompleted();
    }

    @Override
    public void synthesizeSpeech(
        SynthesizeSpeechRequest request, StreamObserver<SynthesizeSpeechResponse> responses) {
      try {
        TextToSpeechFault fault = faults.next();
        record(request);
        failIfArranged(fault);
        responses.onNext(SpeechReply.of(SpeechRequest.of(request), voice, fault));
        responses.onCompleted();
      } catch (StatusRuntimeException e) {
        responses.onError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        responses.onError(Refusals.of(Status.CANCELLED, "The server is closed."));
      } catch (RuntimeException e) {
        responses.onError(Refusals.of(Status.INTERNAL, "The voice of the test failed: " + e));
      }
    }
  }
}

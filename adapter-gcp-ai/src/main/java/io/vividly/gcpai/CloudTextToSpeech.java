package io.vividly.gcpai;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.texttospeech.v1beta1.AudioConfig;
import com.google.cloud.texttospeech.v1beta1.AudioEncoding;
import com.google.cloud.texttospeech.v1beta1.SynthesisInput;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechRequest;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechRequest.TimepointType;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechResponse;
import com.google.cloud.texttospeech.v1beta1.TextToSpeechClient;
import com.google.cloud.texttospeech.v1beta1.TextToSpeechSettings;
import com.google.cloud.texttospeech.v1beta1.VoiceSelectionParams;
import io.grpc.ManagedChannelBuilder;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Usage;
import io.vividly.core.model.Usage.Unit;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.StageContext;
import io.vividly.core.sound.Leveller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Speaks with Cloud Text-to-Speech, 48 kHz. Word times are those of SSML marks, which only v1beta1
 * of the API tells. Make one for the process: it holds the connection. Whoever asks for many texts
 * at once has so many calls under way as {@link CallOptions#maxConcurrent} says.
 */
public final class CloudTextToSpeech implements SpeechSynthesizer, AutoCloseable {

  /** As in the table of prices; the model there is the voice's name. */
  public static final String PROVIDER = "text-to-speech";

  static final double LOUDNESS = -16;

  /** What videos have. Google converts from the 24 kHz of its voices. */
  static final int SAMPLE_RATE = 48_000;

  private static final String OPERATION = "synthesizeSpeech";

  private final CloudTextToSpeechOptions options;
  private final SsmlText markup;
  private final ProviderCalls calls;
  private final TextToSpeechClient client;
  private final Leveller leveller = new Leveller(LOUDNESS);

  private CloudTextToSpeech(CloudTextToSpeechOptions options, TextToSpeechClient client) {
    this.options = options;
    this.client = client;
    this.markup = new SsmlText(options.language());
    this.calls = new ProviderCalls(PROVIDER, options.calls(), new SpeechJudge());
  }

  /**
   * Opens the connection, without asking anything of the service yet.
   *
   * @throws UncheckedIOException if there are no credentials
   */
  public static CloudTextToSpeech open(CloudTextToSpeechOptions options) {
    try {
      return new CloudTextToSpeech(options, TextToSpeechClient.create(settings(options)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cloud Text-to-Speech needs credentials: run where a service account is attached, or"
              + " name a key file in GOOGLE_APPLICATION_CREDENTIALS.",
          e);
    }
  }

  @Override
  public Narration speak(String text) {
    return speak(text, StageContext.none());
  }

  @Override
  public Narration speak(String text, StageContext context) {
    List<SsmlChunk> chunks = SsmlChunk.of(markup.words(text));
    if (chunks.stream().allMatch(SsmlChunk::isSilent)) {
      throw new PermanentFailureException("nothing in the text can be spoken");
    }
    NarrationTape tape = new NarrationTape(SAMPLE_RATE);
    for (SsmlChunk chunk : chunks) {
      if (chunk.isSilent()) {
        tape.addSilent(chunk);
      } else {
        tape.add(calls.call(context, OPERATION, options.narrator(), () -> speak(chunk, context)));
      }
    }
    return tape.levelled(leveller);
  }

  /** Ends the connection; calls that are under way fail. */
  @Override
  public void close() {
    client.close();
  }

  private SpokenChunk speak(SsmlChunk chunk, StageContext context) throws Exception {
    SynthesizeSpeechResponse reply =
        answer(client.synthesizeSpeechCallable().futureCall(request(chunk)));
    // Google charges for what it spoke, whether or not it can be used.
    context.used(Usage.of(PROVIDER, options.narrator(), Unit.CHARACTERS, chunk.characters()));
    return SpokenChunk.of(chunk, SAMPLE_RATE, reply);
  }

  /** The client's own blocking call cannot be interrupted. */
  private static SynthesizeSpeechResponse answer(ApiFuture<SynthesizeSpeechResponse> reply)
      throws Exception {
    try {
      return reply.get();
    } catch (InterruptedException e) {
      reply.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private SynthesizeSpeechRequest request(SsmlChunk chunk) {
    return SynthesizeSpeechRequest.newBuilder()
        .setInput(SynthesisInput.newBuilder().setSsml(chunk.ssml()))
        .setVoice(
            VoiceSelectionParams.newBuilder()
                .setLanguageCode(options.language())
                .setName(options.narrator()))
        .setAudioConfig(
            AudioConfig.newBuilder()
                .setAudioEncoding(AudioEncoding.LINEAR16)
                .setSampleRateHertz(SAMPLE_RATE)
                .setSpeakingRate(options.speakingRate()))
        .addEnableTimePointing(TimepointType.SSML_MARK)
        .build();
  }

  private static TextToSpeechSettings settings(CloudTextToSpeechOptions options)
      throws IOException {
    TextToSpeechSettings.Builder settings = TextToSpeechSettings.newBuilder();
    settings
        .synthesizeSpeechSettings()
        .setSimpleTimeoutNoRetriesDuration(options.calls().deadline());
    if (options.endpoint() != null) {
      settings
          .setEndpoint(options.endpoint())
          .setCredentialsProvider(NoCredentialsProvider.create())
          .setTransportChannelProvider(
              TextToSpeechSettings.defaultGrpcTransportProviderBuilder()
                  .setChannelConfigurator(ManagedChannelBuilder::usePlaintext)
                  .build());
    }
    return settings.build();
  }
}

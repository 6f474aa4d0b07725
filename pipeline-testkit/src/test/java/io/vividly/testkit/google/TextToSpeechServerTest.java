package io.vividly.testkit.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.cloud.texttospeech.v1beta1.AudioConfig;
import com.google.cloud.texttospeech.v1beta1.AudioEncoding;
import com.google.cloud.texttospeech.v1beta1.ListVoicesRequest;
import com.google.cloud.texttospeech.v1beta1.SynthesisInput;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechRequest;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechResponse;
import com.google.cloud.texttospeech.v1beta1.TextToSpeechGrpc;
import com.google.cloud.texttospeech.v1beta1.Timepoint;
import com.google.cloud.texttospeech.v1beta1.VoiceSelectionParams;
import com.google.rpc.RetryInfo;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vividly.core.model.Pcm;
import io.vividly.core.sound.Wav;
import io.vividly.testkit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TextToSpeechServerTest {

  private final List<String> spoken = new ArrayList<>();
  private final TextToSpeechServer server =
      TextToSpeechServer.start(
          text -> {
            spoken.add(text);
            return Samples.narration(text);
          });
  private final ManagedChannel channel =
      ManagedChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
  private final TextToSpeechGrpc.TextToSpeechBlockingStub speech =
      TextToSpeechGrpc.newBlockingStub(channel);

  @AfterEach
  void close() {
    channel.shutdownNow();
    server.close();
  }

  @Test
  void tells_when_the_word_after_each_mark_is_heard() {
    SynthesizeSpeechResponse reply =
        speech.synthesizeSpeech(
            ssml("<speak><mark name='a'/>One &amp; <mark name='b'/>two.<mark name='c'/></speak>"));

    assertThat(spoken).containsExactly("One & two.");
    assertThat(reply.getTimepointsList())
        .extracting(Timepoint::getMarkName)
        .containsExactly("a", "b", "c");
    assertThat(reply.getTimepointsList())
        .extracting(Timepoint::getTimeSeconds)
        .containsExactly(0.0, 0.6, 0.9);
    Pcm sound = Wav.decode(reply.getAudioContent().toByteArray());
    assertThat(sound.sampleRate()).isEqualTo(48_000);
    assertThat(sound.duration()).isEqualTo(Duration.ofMillis(900));
  }

  @Test
  void says_what_stands_in_for_the_text() {
    speech.synthesizeSpeech(
        ssml(
            "<speak><p><s><sub alias='meters per second'>m/s</sub>, <say-as"
                + " interpret-as='characters'>a</say-as></s></p></speak>"));

    assertThat(spoken).containsExactly("meters per second, A");
  }

  @Test
  void tells_no_times_that_were_not_asked_for() {
    SynthesizeSpeechRequest request =
        ssml("<speak><mark name='a'/>One</speak>").toBuilder().clearEnableTimePointing().build();

    assertThat(speech.synthesizeSpeech(request).getTimepointsList()).isEmpty();
  }

  @Test
  void speaks_faster() {
    SynthesizeSpeechResponse reply =
        speech.synthesizeSpeech(
            changed(request -> request.getAudioConfigBuilder().setSpeakingRate(2)));

    assertThat(reply.getTimepoints(0).getTimeSeconds()).isEqualTo(0.15);
    assertThat(Wav.decode(reply.getAudioContent().toByteArray()).duration())
        .isEqualTo(Duration.ofMillis(300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no markup",
        "",
        "<speak>open",
        "<speak>a & b</speak>",
        "<speak>a < b</speak>",
        "<speak>\u0001</speak>",
        "<speak><mark/>a</speak>",
        "<speak><mark name=a/>a</speak>",
        "<speak><sub>a</sub></speak>",
        "<speak><blink>a</blink></speak>",
        "<talk>a</talk>",
        "<!DOCTYPE speak [<!ENTITY x 'y'>]><speak>&x;</speak>",
        "<speak>a</speak><speak>b</speak>"
      })
  void refuses_markup_that_is_not_valid(String document) {
    StatusRuntimeException refusal = refusal(ssml(document));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(spoken).isEmpty();
  }

  @Test
  void takes_five_thousand_bytes_and_not_one_more() {
    String most = "<speak>" + "é".repeat(2_492) + "a</speak>";

    assertThat(speech.synthesizeSpeech(ssml(most)).getAudioContent().size()).isPositive();
    StatusRuntimeException refusal = refusal(ssml(most.replace("a<", "aa<")));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal).hasMessageContaining("5000 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "en-US-Chirp3-HD-Kore, does not support SSML",
    "en-US-Studio-O, tags are not currently supported",
    "en-US-Neural2-X, does not exist",
    "de-DE-Neural2-A, doesn't match"
  })
  void refuses_voices_as_google_does(String voice, String message) {
    StatusRuntimeException refusal =
        refusal(changed(request -> request.getVoiceBuilder().setName(voice)));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"AUDIO_ENCODING_UNSPECIFIED, INVALID_ARGUMENT", "MP3, UNIMPLEMENTED"})
  void refuses_encodings(AudioEncoding encoding, Status.Code code) {
    StatusRuntimeException refusal =
        refusal(changed(request -> request.getAudioConfigBuilder().setAudioEncoding(encoding)));

    assertThat(refusal.getStatus().getCode()).isEqualTo(code);
  }

  @Test
  void refuses_a_request_without_input() {
    StatusRuntimeException refusal = refusal(changed(request -> request.clearInput()));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void lists_the_voices_of_a_language() {
    assertThat(
            speech
                .listVoices(ListVoicesRequest.newBuilder().setLanguageCode("en-GB").build())
                .getVoicesList())
        .isNotEmpty()
        .allMatch(voice -> voice.getName().startsWith("en-GB-"))
        .anyMatch(voice -> voice.getName().equals("en-GB-Neural2-A"));
  }

  @Test
  void says_when_to_come_back() throws Exception {
    server.faults().retryAfter(Duration.ofMillis(2_500));
    server.faults().strikeNext(TextToSpeechFault.EXHAUSTED);

    StatusRuntimeException refusal = refusal(changed(request -> {}));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    RetryInfo retry = StatusProto.fromThrowable(refusal).getDetails(0).unpack(RetryInfo.class);
    assertThat(retry.getRetryDelay().getSeconds()).isEqualTo(2);
    assertThat(retry.getRetryDelay().getNanos()).isEqualTo(500_000_000);
    assertThat(server.requests()).hasSize(1);
  }

  private StatusRuntimeException refusal(SynthesizeSpeechRequest request) {
    return catchThrowableOfType(
        StatusRuntimeException.class, () -> speech.synthesizeSpeech(request));
  }

  private static SynthesizeSpeechRequest changed(Consumer<SynthesizeSpeechRequest.Builder> change) {
    SynthesizeSpeechRequest.Builder request =
        ssml("<speak>One <mark name='a'/>two</speak>").toBuilder();
    change.accept(request);
    return request.build();
  }

  private static SynthesizeSpeechRequest ssml(String document) {
    return SynthesizeSpeechRequest.newBuilder()
        .setInput(SynthesisInput.newBuilder().setSsml(document))
        .setVoice(
            VoiceSelectionParams.newBuilder().setLanguageCode("en-US").setName("en-US-Neural2-F"))
        .setAudioConfig(
            AudioConfig.newBuilder()
                .setAudioEncoding(AudioEncoding.LINEAR16)
                .setSampleRateHertz(48_000))
        .addEnableTimePointing(SynthesizeSpeechRequest.TimepointType.SSML_MARK)
        .build();
  }
}

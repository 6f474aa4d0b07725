package io.vividly.testkit.google;

import com.google.cloud.texttospeech.v1beta1.AudioConfig;
import com.google.cloud.texttospeech.v1beta1.AudioEncoding;
import com.google.cloud.texttospeech.v1beta1.SynthesisInput;
import com.google.cloud.texttospeech.v1beta1.SynthesizeSpeechRequest;
import com.google.cloud.texttospeech.v1beta1.VoiceSelectionParams;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request that Google would serve.
 *
 * @param text what is said
 * @param wordsAfterMarks by the names of the marks, the index of the word after each
 * @param speed how fast; 1 is the voice's own pace
 */
record SpeechRequest(
    String text, Map<String, Integer> wordsAfterMarks, int sampleRate, double speed) {

  private static final int MOST_BYTES = 5_000;
  private static final int USUAL_RATE = 24_000;

  static SpeechRequest of(SynthesizeSpeechRequest request) {
    CloudVoice voice = voice(request.getVoice());
    AudioConfig audio = audio(request.getAudioConfig());
    int rate = audio.getSampleRateHertz() == 0 ? USUAL_RATE : audio.getSampleRateHertz();
    double speed = audio.getSpeakingRate() == 0 ? 1 : audio.getSpeakingRate();
    SynthesisInput input = request.getInput();
    return switch (input.getInputSourceCase()) {
      case TEXT -> new SpeechRequest(bounded(input.getText()), Map.of(), rate, speed);
      case SSML -> {
        Ssml ssml = ssml(bounded(input.getSsml()), voice);
        boolean pointed =
            request
                .getEnableTimePointingList()
                .contains(SynthesizeSpeechRequest.TimepointType.SSML_MARK);
        yield new SpeechRequest(
            ssml.text(), pointed ? ssml.wordsAfterMarks() : Map.of(), rate, speed);
      }
      case INPUTSOURCE_NOT_SET -> throw Refusals.invalid("Either text or ssml must be supplied.");
      default -> throw Refusals.unknownHere("this kind of input");
    };
  }

  private static Ssml ssml(String document, CloudVoice voice) {
    if (!voice.knowsSsml()) {
      throw Refusals.invalid(
          "This voice currently does not support SSML input. Please try again with text only"
              + " input.");
    }
    Ssml ssml = Ssml.of(document);
    if (!voice.knowsMarks() && !ssml.wordsAfterMarks().isEmpty()) {
      throw Refusals.invalid(
          "`<mark>` tags are not currently supported by " + voice.family() + " voices.");
    }
    return ssml;
  }

  private static String bounded(String input) {
    if (input.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw Refusals.invalid(
          "Either `input.text` or `input.ssml` is longer than the limit of 5000 bytes. This limit"
              + " is different from quotas. To fix, reduce the byte length of the characters in"
              + " this request, or consider using the Long Audio API.");
    }
    return input;
  }

  private static CloudVoice voice(VoiceSelectionParams wanted) {
    if (wanted.getLanguageCode().isEmpty()) {
      throw Refusals.invalid("The language code is required.");
    }
    if (wanted.getName().isEmpty()) {
      throw Refusals.unknownHere("voices that are not named");
    }
    CloudVoice voice = CloudVoice.named(wanted.getName());
    if (!voice.speaks(wanted.getLanguageCode())) {
      throw Refusals.invalid(
          "Requested language code '%s' doesn't match the voice '%s''s language code '%s'."
              .formatted(wanted.getLanguageCode(), voice.name(), voice.language()));
    }
    return voice;
  }

  private static AudioConfig audio(AudioConfig audio) {
    AudioEncoding encoding = audio.getAudioEncoding();
    if (encoding == AudioEncoding.AUDIO_ENCODING_UNSPECIFIED
        || encoding == AudioEncoding.UNRECOGNIZED) {
      throw Refusals.invalid("Invalid audio encoding.");
    }
    if (encoding != AudioEncoding.LINEAR16) {
      throw Refusals.unknownHere("the encoding " + encoding);
    }
    double speed = audio.getSpeakingRate();
    if (speed != 0 && (speed < 0.25 || speed > 2)) {
      throw Refusals.invalid("Speaking rate must be between 0.25 and 2.0.");
    }
    int rate = audio.getSampleRateHertz();
    if (rate != 0 && (rate < 8_000 || rate > 48_000)) {
      throw Refusals.invalid("Invalid sample rate for LINEAR16.");
    }
    if (audio.getPitch() != 0
        || audio.getVolumeGainDb() != 0
        || audio.getEffectsProfileIdCount() > 0) {
      throw Refusals.unknownHere("pitch, volume and effects");
    }
    return audio;
  }
}

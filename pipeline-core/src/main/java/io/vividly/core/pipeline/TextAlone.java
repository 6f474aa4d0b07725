package io.vividly.core.pipeline;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.AudioEncoder;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.VideoRenderer;
import java.util.List;

/** Stands where a pipeline has no voice and nothing that draws or encodes. */
enum TextAlone implements SpeechSynthesizer, VideoRenderer, AudioEncoder {
  INSTANCE;

  @Override
  public Narration speak(String text) {
    throw noSuchThing();
  }

  @Override
  public Segment render(Look look, Scene scene, Narration narration) {
    throw noSuchThing();
  }

  @Override
  public byte[] assemble(Script script, List<Segment> segments, Captions captions) {
    throw noSuchThing();
  }

  @Override
  public byte[] thumbnail(Script script) {
    throw noSuchThing();
  }

  @Override
  public EncodedAudio encode(String title, List<Narration> narrations) {
    throw noSuchThing();
  }

  private static PermanentFailureException noSuchThing() {
    return new PermanentFailureException(
        "This pipeline answers with text alone: it has neither a voice nor pictures.");
  }
}

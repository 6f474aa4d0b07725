package io.vividly.core.port;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Subject;
import java.time.Duration;
import java.util.List;

/**
 * Makes a video, scene by scene. Safe for use by many threads, several scenes at the same time.
 * Blocks while it works; an interrupt ends it with a {@link TransientFailureException} within a
 * second. The same input gives the same bytes. What can never be drawn or encoded, as a formula
 * that is none, is a {@link PermanentFailureException}.
 */
public interface VideoRenderer {

  /** Renders a scene as a segment that can be played on its own. */
  Segment render(Look look, Scene scene, Narration narration);

  /**
   * Puts segments together, in the order given, without encoding them again.
   *
   * @param segments of this renderer, of the same version; never empty
   * @param captions become a subtitle track
   * @return an MP4 file that can be played from its first bytes on
   */
  byte[] assemble(Script script, List<Segment> segments, Captions captions);

  /** A picture that stands for the video, PNG. */
  byte[] thumbnail(Script script);

  /**
   * What all scenes of a video share.
   *
   * @param title of the video
   */
  record Look(Subject subject, String title) {}

  /**
   * A rendered scene.
   *
   * @param content an MP4 file
   * @param narrationStart when in the segment the narration begins
   */
  record Segment(byte[] content, Duration duration, Duration narrationStart) {}
}

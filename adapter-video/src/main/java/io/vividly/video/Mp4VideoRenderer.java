package io.vividly.video;

import io.vividly.core.caption.Captions;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.VideoRenderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Renders slides, 1920 by 1080 pixels on a grid of 30 frames a second, as H.264 and AAC in MP4,
 * with FFmpeg in this process. Each call works on the calling thread alone and needs about 100 MB
 * while it runs, two thirds of it outside the Java heap.
 *
 * <p>Characters that the typeface does not have are left out of the pictures.
 *
 * <p>No font of the system is used, yet on Linux the JDK looks for some when it reads the first
 * one, and fails where libfontconfig or every font is missing ("Problem reading font data"). There,
 * start Java with {@code -Dsun.awt.fontconfig=<file>}, the file having the lines {@code version=1}
 * and {@code sequence.allfonts=default}: it then neither needs nor loads libfontconfig (tried on
 * JDK 17 and 25).
 */
public final class Mp4VideoRenderer implements VideoRenderer {

  @Override
  public Segment render(Look look, Scene scene, Narration narration) {
    Interruption.check();
    short[] voice = Resampler.samples(narration.audio());
    Cues cues = Cues.of(scene, narration, voice.length);
    short[] sound = new short[cues.frames() * Grid.SAMPLES_PER_FRAME];
    System.arraycopy(voice, 0, sound, cues.narrationStart(), voice.length);
    Slide slide = SlideDesigner.design(look, scene, cues);
    return new SegmentWriter(slide, cues, sound).write(look.title());
  }

  @Override
  public byte[] assemble(Script script, List<Segment> segments, Captions captions) {
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("no segments to assemble");
    }
    return Assembler.assemble(script.title(), segments, captions);
  }

  @Override
  public byte[] thumbnail(Script script) {
    Scene first = script.scenes().get(0);
    Cues cues = Cues.silent(first);
    Look look = new Look(script.topic().subject(), script.title());
    SlidePainter painter = new SlidePainter(SlideDesigner.design(look, first, cues));
    painter.paint(cues.frames() - Actor.LEAVE_FRAMES - 1);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(painter.image(), "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}

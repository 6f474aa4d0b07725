/** Video and audio files: slides drawn with Java2D, encoded in process with FFmpeg. */
@NullMarked
package io.vividly.video;

import org.jspecify.annotations.NullMarked;

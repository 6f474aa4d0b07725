package io.vividly.core.model;

import java.time.Duration;

/**
 * The checkpoint of a rendered scene; the segment itself is in the media store.
 *
 * @param duration of the segment
 * @param narrationStart when in the segment the narration begins
 */
public record RenderedScene(MediaRef segment, Duration duration, Duration narrationStart)
    implements StageOutput {}

package io.vividly.core.model;

/** What a stage produced: the content of a checkpoint. */
public sealed interface StageOutput
    permits Understanding, Passages, Script, NarratedScene, RenderedScene, Answer {}

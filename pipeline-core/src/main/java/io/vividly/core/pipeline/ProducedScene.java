package io.vividly.core.pipeline;

import io.vividly.core.model.NarratedScene;
import io.vividly.core.model.RenderedScene;
import org.jspecify.annotations.Nullable;

/** The checkpoints of a scene, once it is made; its rendering is null where no video is wanted. */
record ProducedScene(NarratedScene narrated, @Nullable RenderedScene rendered) {}

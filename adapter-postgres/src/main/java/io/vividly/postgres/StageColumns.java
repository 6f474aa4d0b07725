package io.vividly.postgres;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.StageOutput;
import io.vividly.core.model.Understanding;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * What a stage's output adds to the row of its request; null where it adds nothing.
 *
 * @param scriptText all that is spoken, a paragraph for each scene
 */
record StageColumns(
    @Nullable String topic,
    @Nullable String learningObjective,
    @Nullable String scriptText,
    @Nullable String videoUrl,
    @Nullable String thumbnailUrl) {

  private static final StageColumns NONE = new StageColumns(null, null, null, null, null);

  static StageColumns of(@Nullable StageOutput output) {
    if (output instanceof Understanding.Understood understood) {
      String title = understood.topic().title();
      return new StageColumns(title, "Understand: " + title, null, null, null);
    }
    if (output instanceof Script script) {
      String spoken =
          script.scenes().stream().map(Scene::spokenText).collect(Collectors.joining("\n\n"));
      return new StageColumns(script.topic().title(), null, spoken, null, null);
    }
    if (output instanceof Answer answer) {
      return new StageColumns(
          null, null, null, location(answer, Artifact.VIDEO), location(answer, Artifact.THUMBNAIL));
    }
    return NONE;
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    return statement
        .bind("topic", StorableText.ofNullable(topic))
        .bind("learning_objective", StorableText.ofNullable(learningObjective))
        .bind("script_text", StorableText.ofNullable(scriptText))
        .bind("video_url", videoUrl)
        .bind("thumbnail_url", thumbnailUrl);
  }

  static @Nullable String location(Answer answer, Artifact artifact) {
    Map<Artifact, MediaRef> files = answer.files();
    MediaRef ref = files.get(artifact);
    return ref == null ? null : ref.location().toString();
  }
}

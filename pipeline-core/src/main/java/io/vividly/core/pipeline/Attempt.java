package io.vividly.core.pipeline;

import io.vividly.core.model.Answer;
import io.vividly.core.model.AnswerKey;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.core.model.Outcome;
import io.vividly.core.model.Passages;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Stage;
import io.vividly.core.model.StageKey;
import io.vividly.core.model.Topic;
import io.vividly.core.model.Understanding;
import io.vividly.core.pipeline.PipelineAdapters.Stages;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.ScriptWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One attempt at a claimed request: from the student's words to an outcome, stage by stage. */
final class Attempt {

  private final ContentRequest request;
  private final Means means;
  private final Stages stages;
  private final StageRunner runner;
  private final Turn turn;
  private final Progress progress = new Progress();

  Attempt(ContentRequest request, Means means, StageRunner runner, Turn turn) {
    this.request = request;
    this.means = means;
    this.stages = means.stages();
    this.runner = runner;
    this.turn = turn;
  }

  /** What every attempt works with. */
  record Means(
      Stages stages,
      SceneProduction scenes,
      Publication publication,
      SharedAnswers answers,
      int passageLimit) {}

  Outcome run() throws InterruptedException {
    try {
      return answer();
    } catch (ContentBlockedException e) {
      return new Outcome.OutOfScope(e.reason());
    }
  }

  private Outcome answer() throws InterruptedException {
    Understanding understanding = understand();
    if (understanding instanceof Understanding.ClarificationNeeded unclear) {
      return new Outcome.ClarificationNeeded(unclear.questions());
    }
    if (understanding instanceof Understanding.OutOfScope outOfScope) {
      return new Outcome.OutOfScope(outOfScope.reason());
    }
    Topic topic = ((Understanding.Understood) understanding).topic();
    return new Outcome.Completed(runner.isOfOneVersion() ? shareOrMake(topic) : make(topic));
  }

  /**
   * Not for what rests on the work of another version of the pipeline: that is paid for and is
   * taken over, but what comes of it is no answer of this version, and nobody is to wait for it.
   */
  private Answer shareOrMake(Topic topic) throws InterruptedException {
    AnswerKey key = means.answers().key(topic, request);
    Optional<Answer> shared = means.answers().find(runner.claim(), key, turn);
    if (shared.isPresent()) {
      return shared.get();
    }
    Answer answer = make(topic);
    means.answers().offer(runner.claim(), key, answer);
    return answer;
  }

  private Answer make(Topic topic) throws InterruptedException {
    Passages passages = retrieve(topic);
    if (!request.wants(Modality.VIDEO) && !request.wants(Modality.AUDIO)) {
      return publish(write(topic, passages, scene -> {}), List.of());
    }
    try (EarlyNarrations early = means.scenes().narrateEarly(runner)) {
      Script script = write(topic, passages, early::begin);
      early.scriptIsWritten();
      return publish(script, means.scenes().produce(script, request, runner, progress, early));
    }
  }

  private Understanding understand() throws InterruptedException {
    return runner.run(
        StageKey.of(Stage.UNDERSTANDING),
        Understanding.class,
        progress,
        context -> stages.understanding().understand(request, context));
  }

  private Passages retrieve(Topic topic) throws InterruptedException {
    return runner.run(
        StageKey.of(Stage.RETRIEVAL),
        Passages.class,
        progress,
        context -> {
          Passages found =
              new Passages(
                  stages.retriever().retrieve(topic, request, means.passageLimit(), context));
          if (found.list().isEmpty()) {
            throw new PermanentFailureException(
                "The knowledge base has no passage about "
                    + topic.id()
                    + "; ingest a source for it.");
          }
          return found;
        });
  }

  private Script write(Topic topic, Passages passages, Consumer<Scene> onScene)
      throws InterruptedException {
    ScriptWriter.Brief brief = new ScriptWriter.Brief(request, topic, passages.list());
    return runner.run(
        StageKey.of(Stage.SCRIPT),
        Script.class,
        progress,
        context -> stages.scriptWriter().write(brief, onScene, context));
  }

  private Answer publish(Script script, List<ProducedScene> produced) throws InterruptedException {
    return runner.run(
        StageKey.of(Stage.PUBLISHING),
        Answer.class,
        progress,
        context -> means.publication().publish(request, script, produced));
  }
}

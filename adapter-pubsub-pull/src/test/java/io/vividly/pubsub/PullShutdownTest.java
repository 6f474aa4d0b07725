package io.vividly.pubsub;

import static io.vividly.pubsub.PubSubTester.SUBSCRIPTION;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Modality;
import io.vividly.core.pipeline.ContentPipeline;
import io.vividly.core.pipeline.PipelineAdapters;
import io.vividly.core.pipeline.PipelineSettings;
import io.vividly.json.JsonRequestDecoder;
import io.vividly.json.JsonRequestEncoder;
import io.vividly.json.JsonScriptFormat;
import io.vividly.pubsub.PullReport.End;
import io.vividly.testkit.FaultInjector.Hang;
import io.vividly.testkit.InMemoryMediaStore;
import io.vividly.testkit.InMemoryRejectedMessages;
import io.vividly.testkit.InMemoryRequestStore;
import io.vividly.testkit.RecordingObserver;
import io.vividly.testkit.Samples;
import io.vividly.testkit.ScriptedStages;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker with a real pipeline behind it is told to end in the middle of the work. */
@Timeout(60)
class PullShutdownTest {

  @Test
  void what_is_held_is_given_back_and_goes_on_elsewhere() throws Exception {
    ScriptedStages stages = new ScriptedStages();
    Hang writing = stages.scriptWriting().hangAt(1);
    InMemoryRequestStore store = new InMemoryRequestStore(Clock.systemUTC());
    ContentRequest request = Samples.request(Modality.TEXT);
    try (PubSubTester pubSub = new PubSubTester()) {
      JsonRequestEncoder encoder = new JsonRequestEncoder();
      pubSub.publish(ByteString.copyFrom(encoder.encode(request)), encoder.attributes(request));

      ContentPipeline first = pipeline(stages, store);
      try (RunningWorker running = new RunningWorker(first, pubSub, PullOptions.service(2))) {
        writing.awaitReached();
        running.worker.stop();
        assertThat(first.stop(Duration.ofSeconds(30))).isTrue();
        assertThat(running.worker.awaitEnd(Duration.ofSeconds(30))).isTrue();
        assertThat(running.end()).isEqualTo(new PullReport(End.STOPPED, 0, 1, 0));
      }
      assertThat(store.outcomeOf(request.id())).isEmpty();
      assertThat(pubSub.backlog()).isEqualTo(1);

      ContentPipeline next = pipeline(stages, store);
      try (RunningWorker running = new RunningWorker(next, pubSub, PullOptions.service(2))) {
        PubSubTester.await(() -> pubSub.backlog() == 0);
        assertThat(running.stop()).isEqualTo(new PullReport(End.STOPPED, 1, 0, 0));
      }
      assertThat(store.outcomeOf(request.id())).isPresent();
      // The lease was given back, and what had been done was not done again.
      assertThat(stages.understanding().calls()).isEqualTo(1);
      assertThat(pubSub.pull(SUBSCRIPTION)).isEmpty();
    }
  }

  private static ContentPipeline pipeline(ScriptedStages stages, InMemoryRequestStore store) {
    return new ContentPipeline(
        new PipelineAdapters(
            new PipelineAdapters.Inbound(new JsonRequestDecoder(), new InMemoryRejectedMessages()),
            stages.stages(),
            new PipelineAdapters.Storage(store, new InMemoryMediaStore(), new JsonScriptFormat())),
        PipelineSettings.builder("test").slots(2).build(),
        new RecordingObserver(),
        Clock.systemUTC());
  }
}

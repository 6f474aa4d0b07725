package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.ScriptFormat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every {@link ScriptFormat} must do. */
public abstract class ScriptFormatContract {

  private final Script script = Samples.script();

  /** The format to test; may be the same for all tests. */
  protected abstract ScriptFormat format();

  @Test
  void leavesNothingOut() {
    String json = new String(format().toJson(script), StandardCharsets.UTF_8);

    assertThat(json).startsWith("{").contains(script.title(), script.topic().id());
    assertThat(json).contains(script.takeaways());
    script.scenes().stream()
        .map(Scene::lines)
        .forEach(lines -> lines.forEach(line -> assertThat(json).contains(line.text())));
    script.sources().forEach(source -> assertThat(json).contains(source.passage().value()));
    script.checks().forEach(check -> assertThat(json).contains(check.question(), check.answer()));
  }

  @Test
  void theSameScriptGivesTheSameBytesOnEveryThread() throws Exception {
    byte[] alone = format().toJson(script);

    for (byte[] one : Threads.atOnce(4, () -> format().toJson(script))) {
      assertThat(one).isEqualTo(alone);
    }
  }
}

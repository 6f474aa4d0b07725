package io.vividly.gcpai;

import com.fasterxml.jackson.databind.JsonNode;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.StageContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets Gemini write a script, scene by scene. A reply that is no script is sent back once with what
 * is wrong with it, and a script that says what its passages do not is sent back once as well.
 */
final class GeminiScriptWriter implements ScriptWriter {

  private final GeminiModel model;
  private final ScriptReview review;

  GeminiScriptWriter(GeminiModel model, ScriptReview review) {
    this.model = model;
    this.review = review;
  }

  @Override
  public Script write(Brief brief, Consumer<Scene> onScene) {
    return write(brief, onScene, StageContext.none());
  }

  @Override
  public Script write(Brief brief, Consumer<Scene> onScene, StageContext context) {
    if (brief.passages().isEmpty()) {
      throw new PermanentFailureException("There are no passages that a script could rest on.");
    }
    return new Session(brief, onScene, context).write();
  }

  /** The writing of one script. */
  private final class Session {
    private final Brief brief;
    private final Consumer<Scene> onScene;
    private final StageContext context;
    private final Conversation conversation;
    private final ScriptReply reader;
    private final Set<Scene> handedOn = new HashSet<>();

    Session(Brief brief, Consumer<Scene> onScene, StageContext context) {
      this.brief = brief;
      this.onScene = onScene;
      this.context = context;
      this.conversation = new Conversation(Documents.brief(brief));
      this.reader = new ScriptReply(brief);
    }

    Script write() {
      boolean repaired = false;
      boolean revised = false;
      while (true) {
        String reply = model.stream(context, conversation.contents(), this::sink);
        Optional<Script> script = reader.read(reply);
        List<String> findings =
            script.map(written -> review.findings(brief, written)).orElseGet(reader::findings);
        if (findings.isEmpty()) {
          return script.orElseThrow();
        }
        boolean again = script.isPresent() ? revised : repaired;
        if (again) {
          throw new PermanentFailureException(problem(script.isPresent(), findings.size()));
        }
        revised |= script.isPresent();
        repaired |= script.isEmpty();
        conversation.sendBack(reply, findings);
      }
    }

    private Consumer<String> sink() {
      return new SceneStream(new SceneHandover());
    }

    /** Hands on what is a scene and says only what its passages say. */
    private final class SceneHandover implements Consumer<JsonNode> {
      private final ScriptReply sceneReader = new ScriptReply(brief);
      private int number;

      @Override
      public void accept(JsonNode node) {
        number++;
        sceneReader
            .scene(number, node)
            .filter(scene -> review.findings(brief, scene).isEmpty())
            .filter(handedOn::add)
            .ifPresent(onScene);
      }
    }
  }

  private static String problem(boolean isScript, int findings) {
    return (isScript
            ? "Gemini's script says what its passages do not, or is not as it should be, and was no"
                + " better when it was told"
            : "Gemini's reply is no script, and was none when it was told")
        + " ("
        + findings
        + " findings).";
  }
}

package io.vividly.core.port;

import io.vividly.core.model.Citation;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Passage;
import io.vividly.core.model.PassageId;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes a script that says only what its passages say. Safe for use by many threads. May block for
 * as long as a provider call takes; an interrupt ends it with a {@link TransientFailureException}.
 */
@FunctionalInterface
public interface ScriptWriter {

  /**
   * @param onScene gets scenes as soon as they are written, in order, on the calling thread, so
   *     that work on them can begin while the rest is being written. The returned script alone
   *     counts: a writer that has it all at once need not hand over any, and one that has to revise
   *     what it wrote may hand over other scenes again
   * @throws TransientFailureException if it may work when tried again
   * @throws PermanentFailureException if no script can be written from these passages
   * @throws ContentBlockedException if a provider refuses to write about it
   */
  Script write(Brief brief, Consumer<Scene> onScene);

  /** The same; whoever pays for it tells here what was used. */
  default Script write(Brief brief, Consumer<Scene> onScene, StageContext context) {
    return write(brief, onScene);
  }

  /**
   * What a script is written from.
   *
   * @param passages best first
   */
  record Brief(ContentRequest request, Topic topic, List<Passage> passages) {
    public Brief {
      passages = List.copyOf(passages);
    }

    /**
     * The passages of this brief that scenes rest on, in the order of first use. Others that they
     * name are left out.
     */
    public List<Citation> citedBy(List<Scene> scenes) {
      Map<PassageId, Citation> byId = new HashMap<>();
      passages.forEach(passage -> byId.putIfAbsent(passage.id(), passage.citation()));
      return scenes.stream()
          .flatMap(scene -> scene.lines().stream())
          .flatMap(line -> line.restsOn().stream())
          .distinct()
          .map(byId::get)
          .filter(Objects::nonNull)
          .toList();
    }

    /** What stands above a title, as "Physics · Grade 10". */
    public String kicker() {
      String gradeName = "Grade " + request.grade().value();
      Subject subject = topic.subject();
      if (subject == Subject.GENERAL) {
        return gradeName;
      }
      String name = subject.name();
      return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + " · " + gradeName;
    }
  }
}

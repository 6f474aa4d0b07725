package io.vividly.examples.morse;

import io.vividly.core.model.Subject;
import io.vividly.core.model.Topic;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PassageRetriever;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.testkit.LanguageUnderstandingContract;
import io.vividly.testkit.MediaStoreContract;
import io.vividly.testkit.PassageRetrieverContract;
import io.vividly.testkit.ScriptWriterContract;
import io.vividly.testkit.SpeechSynthesizerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline can rely on the five adapters: each passes the contract of its port. */
class AdapterContractsTest {

  private static final Topic TELEGRAPH =
      new Topic("telegraph", "The electric telegraph", Subject.PHYSICS);
  private static final Notes NOTES = MorseTutor.notes();

  @Nested
  class Understanding extends LanguageUnderstandingContract {
    @Override
    protected LanguageUnderstanding understanding() {
      return new KeywordUnderstanding(NOTES);
    }

    @Override
    protected Topic known() {
      return TELEGRAPH;
    }

    @Override
    protected String ambiguous() {
      return "Morse and his telegraph";
    }
  }

  @Nested
  class Retriever extends PassageRetrieverContract {
    @Override
    protected PassageRetriever retriever() {
      return new NotesRetriever(NOTES);
    }

    @Override
    protected Topic known() {
      return TELEGRAPH;
    }
  }

  @Nested
  class Writer extends ScriptWriterContract {
    @Override
    protected ScriptWriter writer() {
      return new QuotingScriptWriter();
    }
  }

  @Nested
  class Voice extends SpeechSynthesizerContract {
    @Override
    protected SpeechSynthesizer synthesizer() {
      return new MorseVoice();
    }
  }

  @Nested
  class Media extends MediaStoreContract {
    @TempDir Path folder;

    @Override
    protected MediaStore store() {
      return new FolderMediaStore(folder);
    }
  }
}

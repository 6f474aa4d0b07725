package io.vividly.core.pipeline;

import io.vividly.core.port.AudioEncoder;
import io.vividly.core.port.ContentCatalog;
import io.vividly.core.port.CostLedger;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PassageRetriever;
import io.vividly.core.port.RejectedMessages;
import io.vividly.core.port.RequestDecoder;
import io.vividly.core.port.RequestStore;
import io.vividly.core.port.ScriptFormat;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.VideoRenderer;

/**
 * What the pipeline works with. The pipeline closes none of it.
 *
 * @param inbound how messages are read and bad ones kept
 * @param stages who does the work
 * @param storage where it is kept
 */
public record PipelineAdapters(Inbound inbound, Stages stages, Storage storage) {

  /** Where no messages come, and all requests by {@link ContentPipeline#answer}. */
  public PipelineAdapters(Stages stages, Storage storage) {
    this(new Inbound(NoMessages.INSTANCE, NoMessages.INSTANCE), stages, storage);
  }

  /** How messages are read and bad ones kept. */
  public record Inbound(RequestDecoder decoder, RejectedMessages rejectedMessages) {}

  /** Who does the work of each stage. */
  public record Stages(
      LanguageUnderstanding understanding,
      PassageRetriever retriever,
      ScriptWriter scriptWriter,
      SpeechSynthesizer synthesizer,
      VideoRenderer videoRenderer,
      AudioEncoder audioEncoder) {

    /** Where answers are text alone; a request for audio or video fails for good and says so. */
    public Stages(
        LanguageUnderstanding understanding,
        PassageRetriever retriever,
        ScriptWriter scriptWriter) {
      this(
          understanding,
          retriever,
          scriptWriter,
          TextAlone.INSTANCE,
          TextAlone.INSTANCE,
          TextAlone.INSTANCE);
    }
  }

  /**
   * Where requests and files are kept.
   *
   * @param catalog lets requests share answers
   * @param ledger keeps what the work cost
   */
  public record Storage(
      RequestStore requests,
      MediaStore media,
      ScriptFormat scriptFormat,
      ContentCatalog catalog,
      CostLedger ledger) {

    /** Where nobody counts the cost. */
    public Storage(
        RequestStore requests,
        MediaStore media,
        ScriptFormat scriptFormat,
        ContentCatalog catalog) {
      this(requests, media, scriptFormat, catalog, CostLedger.none());
    }

    /** Where every request makes its own answer, and nobody counts the cost. */
    public Storage(RequestStore requests, MediaStore media, ScriptFormat scriptFormat) {
      this(requests, media, scriptFormat, ContentCatalog.none());
    }
  }
}

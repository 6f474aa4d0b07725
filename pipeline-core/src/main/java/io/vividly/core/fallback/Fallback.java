package io.vividly.core.fallback;

import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Narration;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.model.Understanding;
import io.vividly.core.port.ContentBlockedException;
import io.vividly.core.port.LanguageUnderstanding;
import io.vividly.core.port.LeaseLostException;
import io.vividly.core.port.PipelineException;
import io.vividly.core.port.ScriptWriter;
import io.vividly.core.port.SpeechSynthesizer;
import io.vividly.core.port.StageContext;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Lets one adapter do the work when another one cannot. Every time is told to the {@link
 * StageContext}, with the reason. If the second one fails as well, the first one's failure is
 * thrown, with the second one's suppressed in it.
 *
 * <p>Nobody falls back from an answer: a provider that refuses for reasons of safety has answered.
 * Nor from an interrupt.
 */
public final class Fallback {

  private final String from;
  private final String to;

  private Fallback(String from, String to) {
    this.from = from;
    this.to = to;
  }

  /**
   * @param from names the provider that should do the work, as in {@code gcp}
   * @param to names the one that stands in for it
   */
  public static Fallback between(String from, String to) {
    return new Fallback(from, to);
  }

  public LanguageUnderstanding of(LanguageUnderstanding first, LanguageUnderstanding second) {
    return new LanguageUnderstanding() {
      @Override
      public Understanding understand(ContentRequest request) {
        return understand(request, StageContext.none());
      }

      @Override
      public Understanding understand(ContentRequest request, StageContext context) {
        return either(
            () -> first.understand(request, context),
            () -> second.understand(request, context),
            context);
      }
    };
  }

  public ScriptWriter of(ScriptWriter first, ScriptWriter second) {
    return new ScriptWriter() {
      @Override
      public Script write(Brief brief, Consumer<Scene> onScene) {
        return write(brief, onScene, StageContext.none());
      }

      @Override
      public Script write(Brief brief, Consumer<Scene> onScene, StageContext context) {
        return either(
            () -> first.write(brief, onScene, context),
            () -> second.write(brief, onScene, context),
            context);
      }
    };
  }

  /** A video may then have two voices, because each scene is spoken by itself. */
  public SpeechSynthesizer of(SpeechSynthesizer first, SpeechSynthesizer second) {
    return new SpeechSynthesizer() {
      @Override
      public Narration speak(String text) {
        return speak(text, StageContext.none());
      }

      @Override
      public Narration speak(String text, StageContext context) {
        return either(() -> first.speak(text, context), () -> second.speak(text, context), context);
      }
    };
  }

  private <T> T either(Supplier<T> first, Supplier<T> second, StageContext context) {
    try {
      return first.get();
    } catch (ContentBlockedException | LeaseLostException e) {
      throw e;
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      context.fellBack(from, to, problem(e));
      return orBoth(e, second);
    }
  }

  private static <T> T orBoth(RuntimeException failure, Supplier<T> second) {
    try {
      return second.get();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  /** Only the pipeline's own exceptions are known to hold nothing private. */
  private static String problem(RuntimeException e) {
    return e instanceof PipelineException
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName();
  }
}

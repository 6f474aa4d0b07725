package io.vividly.core.model;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes two answers the same: requests with equal keys may share one.
 *
 * @param interest compared without regard to case, spaces and Unicode form
 * @param style of the presentation, as in {@code slides}
 * @param pipelineVersion stands for everything else that shapes an answer: whoever changes a stage
 *     or the knowledge base so that its answers change gives it another value
 */
public record AnswerKey(
    String topicId,
    @Nullable String interest,
    GradeLevel grade,
    Set<Modality> modalities,
    String style,
    String pipelineVersion) {

  /** Of the way in which {@link #digest} is made. */
  public static final int VERSION = 1;

  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

  public AnswerKey {
    Require.text(topicId, "topic id");
    Require.notEmpty(modalities, "modalities");
    Require.text(style, "style");
    Require.text(pipelineVersion, "pipeline version");
    interest = interest == null ? null : normalized(interest);
    modalities = Collections.unmodifiableSet(EnumSet.copyOf(modalities));
  }

  /**
   * A name for this key, the same on every machine and in every run, that shows nothing of what the
   * student said: {@link #VERSION}, a hyphen, and the SHA-256 digest of all components in hex.
   */
  public String digest() {
    String all =
        component(topicId)
            + (interest == null ? "-" : component(interest))
            + grade.value()
            + ";"
            + modalities.stream().map(Modality::wireName).sorted().collect(Collectors.joining(","))
            + ";"
            + component(style)
            + component(pipelineVersion);
    return VERSION + "-" + Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
  }

  /** Leaves out the interest, which is the student's own words. */
  @Override
  public String toString() {
    return "AnswerKey[" + digest() + "]";
  }

  /** With its length, so that no two lists of components read the same. */
  private static String component(String text) {
    return text.length() + ":" + text;
  }

  private static String normalized(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return SPACES.matcher(composed).replaceAll(" ").strip();
  }
}

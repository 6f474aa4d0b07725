package io.vividly.core.port;

import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.model.RequestStatus;
import io.vividly.core.model.Stage;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a request stands, in short. Requests of an earlier service may lack what is nullable here.
 *
 * @param stage the last that began
 * @param progress 0 to 100
 * @param topic the title of what was understood, once it was
 */
public record RequestSummary(
    RequestId id,
    @Nullable String studentId,
    Asked asked,
    RequestStatus status,
    @Nullable Stage stage,
    int progress,
    @Nullable String topic,
    Times times) {

  /**
   * What the student asked for.
   *
   * @param query the student's words, clarified if need was
   * @param gradeLevel 1 to 12
   */
  public record Asked(
      @Nullable String query,
      @Nullable Integer gradeLevel,
      @Nullable String interest,
      Set<Modality> modalities) {
    public Asked {
      Set<Modality> copy = EnumSet.noneOf(Modality.class);
      copy.addAll(modalities);
      modalities = Collections.unmodifiableSet(copy);
    }

    /** Leaves out the student's words. */
    @Override
    public String toString() {
      return "Asked[gradeLevel=" + gradeLevel + ", modalities=" + modalities + "]";
    }
  }

  /**
   * When it was asked, when work began, when it ended.
   *
   * @param created to the microsecond
   */
  public record Times(Instant created, @Nullable Instant started, @Nullable Instant ended) {}

  /** Leaves out the student's words and identity, so that it can be logged. */
  @Override
  public String toString() {
    return "RequestSummary[id=" + id + ", status=" + status + ", progress=" + progress + "]";
  }
}

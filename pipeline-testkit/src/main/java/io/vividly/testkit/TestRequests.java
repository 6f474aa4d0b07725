package io.vividly.testkit;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.Environment;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests and answers for tests that do not care what they are about. */
final class TestRequests {

  private static final String QUERY = "Why does a ball bounce? ⚽ למה?";

  private TestRequests() {}

  static ContentRequest request() {
    return question(
        "student-1",
        QUERY,
        10,
        "basketball",
        Set.of(Modality.VIDEO, Modality.TEXT),
        Modality.VIDEO);
  }

  /** Questions that differ from {@link #request} in one thing each. */
  static List<ContentRequest> otherQuestions() {
    Set<Modality> both = Set.of(Modality.VIDEO, Modality.TEXT);
    Modality video = Modality.VIDEO;
    return List.of(
        question("student-2", QUERY, 10, "basketball", both, video),
        question("student-1", QUERY + "?", 10, "basketball", both, video),
        question("student-1", QUERY, 11, "basketball", both, video),
        question("student-1", QUERY, 10, "Basketball", both, video),
        question("student-1", QUERY, 10, null, both, video),
        question("student-1", QUERY, 10, "basketball", Set.of(video), video),
        question("student-1", QUERY, 10, "basketball", Set.of(Modality.values()), video),
        question("student-1", QUERY, 10, "basketball", both, Modality.TEXT));
  }

  /** With a NUL and halves of surrogate pairs. */
  static ContentRequest withStrangeText() {
    return question(
        "s\u0000\uDC00", "Why\uD83D?\u0000", 10, "\uD83D", Set.of(Modality.TEXT), Modality.TEXT);
  }

  static ContentRequest withId(RequestId id, ContentRequest request) {
    return new ContentRequest(
        id,
        request.correlationId(),
        request.studentId(),
        request.query(),
        request.grade(),
        request.interest(),
        request.requestedModalities(),
        request.preferredModality(),
        request.environment());
  }

  /** The same question, in a message of its own. */
  static ContentRequest sentAgain(ContentRequest request) {
    return new ContentRequest(
        request.id(),
        "correlation-2",
        request.studentId(),
        request.query(),
        request.grade(),
        request.interest(),
        request.requestedModalities(),
        request.preferredModality(),
        null);
  }

  private static ContentRequest question(
      String student,
      String query,
      int grade,
      @Nullable String interest,
      Set<Modality> modalities,
      Modality preferred) {
    return new ContentRequest(
        RequestId.random(),
        "correlation-1",
        student,
        query,
        new GradeLevel(grade),
        interest,
        modalities,
        preferred,
        Environment.DEV);
  }

  static Answer answer() {
    return new Answer(
        "Newton's third law",
        Map.of(
            Artifact.VIDEO, media(MediaType.MP4),
            Artifact.TRANSCRIPT, media(MediaType.MARKDOWN),
            Artifact.THUMBNAIL, media(MediaType.PNG)),
        Duration.ofMillis(90_500));
  }

  static MediaRef media(MediaType type) {
    MediaKey key = MediaKey.of(type, new byte[] {1, 2, 3});
    return new MediaRef(key, type, URI.create("file:///media/" + key), 3);
  }
}

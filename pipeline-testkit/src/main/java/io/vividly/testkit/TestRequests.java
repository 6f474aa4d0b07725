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
import java.util.Map;
import java.util.Set;

/** Requests and answers for tests that do not care what they are about. */
final class TestRequests {

  private TestRequests() {}

  static ContentRequest request() {
    return new ContentRequest(
        RequestId.random(),
        "correlation-1",
        "student-1",
        "Why does a ball bounce? ⚽ למה?",
        new GradeLevel(10),
        "basketball",
        Set.of(Modality.VIDEO, Modality.TEXT),
        Modality.VIDEO,
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

package io.vividly.postgres;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.ContentRequest;
import io.vividly.core.model.GradeLevel;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.Modality;
import io.vividly.core.model.RequestId;
import io.vividly.core.port.Claim;
import io.vividly.core.port.ClaimResult;
import io.vividly.core.port.RequestStore;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Requests and answers for tests that do not care what they are about. */
final class Requests {

  static final Duration LEASE = Duration.ofMinutes(1);

  private Requests() {}

  static ContentRequest request() {
    return new ContentRequest(
        RequestId.random(),
        "c",
        "s",
        "Why?",
        new GradeLevel(9),
        "chess",
        Set.of(Modality.VIDEO),
        Modality.VIDEO,
        null);
  }

  static Claim claim(RequestStore store, ContentRequest request) {
    return ((ClaimResult.Claimed) store.claim(request, "holder", LEASE)).claim();
  }

  static Answer answer() {
    MediaKey key = MediaKey.of(MediaType.MP4, new byte[] {1});
    URI location = URI.create("https://media.example/v.mp4");
    return new Answer(
        "Title",
        Map.of(Artifact.VIDEO, new MediaRef(key, MediaType.MP4, location, 1)),
        Duration.ofSeconds(90));
  }
}

package io.vividly.postgres;

import io.vividly.core.model.Answer;
import io.vividly.core.model.Artifact;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.model.RequestId;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer of a request that an earlier service completed, of which only an address is known. */
final class EarlierAnswer {

  private EarlierAnswer() {}

  /** The key stands for the address, because nobody knows the content; the size is unknown, 0. */
  static Answer of(RequestId id, @Nullable String topic, @Nullable String videoUrl) {
    URI location = location(id, videoUrl);
    byte[] address = location.toString().getBytes(StandardCharsets.UTF_8);
    MediaRef video = new MediaRef(MediaKey.of(MediaType.MP4, address), MediaType.MP4, location, 0);
    String title = topic == null || topic.isBlank() ? "Answer" : topic;
    return new Answer(title, Map.of(Artifact.VIDEO, video), Duration.ZERO);
  }

  private static URI location(RequestId id, @Nullable String videoUrl) {
    URI nameOnly = URI.create("urn:uuid:" + id);
    if (videoUrl == null || videoUrl.isBlank()) {
      return nameOnly;
    }
    try {
      return new URI(videoUrl.strip());
    } catch (URISyntaxException e) {
      return nameOnly;
    }
  }
}

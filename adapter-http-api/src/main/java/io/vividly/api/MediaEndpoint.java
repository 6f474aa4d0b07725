package io.vividly.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.RequestDesk;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /media/…}: the files of answers, whole or in parts. Where the store has links of its
 * own, video and audio are read from there.
 */
final class MediaEndpoint {

  /** What is large, and played or shown without a script reading it. */
  private static final Set<MediaType> PLAYED =
      EnumSet.of(MediaType.MP4, MediaType.M4A, MediaType.WAV);

  /** Long enough to watch a video with pauses; a player that comes later asks here again. */
  private static final Duration ELSEWHERE = Duration.ofHours(1);

  private final MediaFiles files;
  private final MediaLinks links;
  private final RequestDesk desk;
  private final Gate gate;

  MediaEndpoint(MediaFiles files, MediaLinks links, RequestDesk desk, Gate gate) {
    this.files = files;
    this.links = links;
    this.desk = desk;
    this.gate = gate;
  }

  void get(Context context) {
    MediaKey key = key(context);
    MediaType type = MediaFiles.type(key).orElseThrow(MediaEndpoint::notFound);
    requireAllowed(context, key);
    Optional<URI> elsewhere = elsewhere(context, key, type);
    if (elsewhere.isPresent()) {
      redirect(context, elsewhere.get());
    } else {
      serve(context, key, type);
    }
  }

  /**
   * Text is always given from here, because pages of other sites may not read it: captions and
   * transcripts would not show. A link is good for GET alone.
   */
  private Optional<URI> elsewhere(Context context, MediaKey key, MediaType type) {
    return PLAYED.contains(type) && context.method() == HandlerType.GET
        ? files.elsewhere(key, type, ELSEWHERE)
        : Optional.empty();
  }

  /** To be kept for half as long as it works, so that not every piece of a video asks for one. */
  private static void redirect(Context context, URI elsewhere) {
    context
        .status(302)
        .header("Location", elsewhere.toString())
        .header("Cache-Control", "private, max-age=" + ELSEWHERE.toSeconds() / 2)
        .header("Referrer-Policy", "no-referrer");
  }

  private void serve(Context context, MediaKey key, MediaType type) {
    byte[] content = files.find(key, type).orElseThrow(MediaEndpoint::notFound);
    String tag = "\"" + key.value().substring(3, 67) + "\"";
    context
        .header("ETag", tag)
        .header("Accept-Ranges", "bytes")
        // The name is made of the content, so it never changes.
        .header("Cache-Control", "private, max-age=86400, immutable")
        .header("Content-Disposition", "inline")
        .header("Referrer-Policy", "no-referrer");
    if (isCached(context.header("If-None-Match"), tag)) {
      context.status(304);
    } else {
      write(context, type, content, range(context, tag, content.length));
    }
  }

  private static MediaKey key(Context context) {
    try {
      return new MediaKey(context.pathParam("key"));
    } catch (IllegalArgumentException e) {
      throw notFound();
    }
  }

  private void requireAllowed(Context context, MediaKey key) {
    String signature = context.queryParam("signature");
    if (signature != null) {
      if (!links.isValid(key, context.queryParam("expires"), signature)) {
        throw Problems.badLink().exception();
      }
      return;
    }
    gate.check(context);
    Caller caller = Gate.caller(context);
    if (!caller.isOperator() && !desk.hasFile(caller.subject(), key)) {
      throw notFound();
    }
  }

  private static ProblemException notFound() {
    return Problems.noSuchFile().exception();
  }

  private static ByteRange range(Context context, String tag, int size) {
    String ifRange = context.header("If-Range");
    boolean applies = ifRange == null || ifRange.strip().equals(tag);
    return ByteRange.parse(applies ? context.header("Range") : null, size);
  }

  private static void write(Context context, MediaType type, byte[] content, ByteRange range) {
    if (range instanceof ByteRange.Outside) {
      throw Problem.of(416, "outside", "No such part", "The file has no such part.")
          .header("Content-Range", "bytes */" + content.length)
          .exception();
    }
    ByteRange.Part part = new ByteRange.Part(0, content.length - 1);
    if (range instanceof ByteRange.Part asked) {
      part = asked;
      context
          .status(206)
          .header(
              "Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + content.length);
    }
    context
        .contentType(type.contentType())
        .header("Content-Length", Integer.toString(part.length()))
        .result(new ByteArrayInputStream(content, part.first(), part.length()));
  }

  private static boolean isCached(@Nullable String ifNoneMatch, String tag) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(String::strip)
            .anyMatch(known -> known.equals("*") || known.replaceFirst("^W/", "").equals(tag));
  }
}

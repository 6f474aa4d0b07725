package io.vividly.testkit.google;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.vividly.testkit.google.StorageFaults.Operation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code /upload/storage/v1/b/BUCKET/o}: resumable, multipart and simple uploads.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Resumable
 *     uploads</a>
 */
final class StorageUploads {

  private static final int ALL = Integer.MAX_VALUE;
  private static final Pattern PIECE =
      Pattern.compile("bytes (?<first>[0-9]+)-(?<last>[0-9]+)/(?<total>[0-9]+|\\*)");
  private static final Pattern PROGRESS = Pattern.compile("bytes \\*/(?<total>[0-9]+|\\*)");
  private static final int RESUME = 308;

  private final StorageBuckets buckets;
  private final String endpoint;
  private final Map<String, ResumableUpload> uploads = new ConcurrentHashMap<>();

  StorageUploads(StorageBuckets buckets, String endpoint) {
    this.buckets = buckets;
    this.endpoint = endpoint;
  }

  static Operation operation(StorageCall call) {
    if (!"resumable".equals(call.parameter("uploadType"))) {
      return Operation.UPLOAD;
    }
    if (call.parameter("upload_id") == null) {
      return Operation.BEGIN;
    }
    String range = call.header("Content-Range");
    return range != null && PROGRESS.matcher(range).matches()
        ? Operation.PROGRESS
        : Operation.PIECE;
  }

  void serve(StorageCall call, @Nullable StorageFault fault) throws IOException, StorageError {
    switch (operation(call)) {
      case BEGIN -> begin(call, fault);
      case PROGRESS, PIECE -> proceed(call, fault);
      default -> whole(call, fault);
    }
  }

  private void begin(StorageCall call, @Nullable StorageFault fault)
      throws IOException, StorageError {
    requireMethod(call, "POST");
    call.allow(with(StoragePreconditions.PARAMETERS, "name"));
    JsonObject described = described(new String(call.body(ALL), UTF_8));
    String type = call.header("X-Upload-Content-Type");
    if (type != null && !described.has("contentType")) {
      described.addProperty("contentType", type);
    }
    String name = name(call, described);
    StoragePreconditions preconditions = StoragePreconditions.of(call);
    preconditions.check(buckets.find(call.part(4), name));
    String id = UUID.randomUUID().toString();
    uploads.put(id, new ResumableUpload(call.part(4), name, described, preconditions));
    if (fault instanceof StorageFault.LoseAnswer) {
      call.exchange().close();
      return;
    }
    call.exchange()
        .getResponseHeaders()
        .set(
            "Location",
            endpoint
                + call.exchange().getRequestURI().getRawPath()
                + "?uploadType=resumable&upload_id="
                + id);
    call.answer(200, "text/plain", new byte[0]);
  }

  private void proceed(StorageCall call, @Nullable StorageFault fault)
      throws IOException, StorageError {
    ResumableUpload upload = uploads.get(call.parameter("upload_id"));
    if (upload == null) {
      throw new StorageError(404, "notFound", "No such upload.");
    }
    synchronized (upload) {
      if (call.method().equals("DELETE")) {
        uploads.values().remove(upload);
        call.answer(499, "text/plain", new byte[0]);
        return;
      }
      requireMethod(call, "PUT");
      String range = call.header("Content-Range");
      Matcher progress = PROGRESS.matcher(range == null ? "" : range);
      if (progress.matches()) {
        progress(call, upload, progress.group("total"), fault);
      } else {
        piece(call, upload, range, fault);
      }
    }
  }

  /** How far it is; with its length known and all of it here, that is its end. */
  private void progress(
      StorageCall call, ResumableUpload upload, String total, @Nullable StorageFault fault)
      throws IOException, StorageError {
    call.body(ALL);
    if (upload.stored() == null && total.equals(Integer.toString(upload.size()))) {
      upload.finish(buckets, call.header("x-goog-hash"));
    }
    answer(call, upload, fault);
  }

  private void piece(
      StorageCall call,
      ResumableUpload upload,
      @Nullable String range,
      @Nullable StorageFault fault)
      throws IOException, StorageError {
    Matcher form = PIECE.matcher(range == null ? "" : range);
    if (range != null && !form.matches()) {
      throw StorageError.invalid("Failed to parse Content-Range header.");
    }
    long first = range == null ? 0 : Long.parseLong(form.group("first"));
    if (fault instanceof StorageFault.Cut cut) {
      byte[] until = call.body(cut.bytes());
      upload.add(
          first, Arrays.copyOf(until, until.length - until.length % ResumableUpload.QUANTUM));
      call.exchange().close();
      return;
    }
    byte[] piece = damaged(call.body(ALL), fault);
    boolean last = range == null || !form.group("total").equals("*");
    if (range != null) {
      check(form, piece.length, last);
    }
    upload.add(first, piece);
    if (last) {
      upload.finish(buckets, call.header("x-goog-hash"));
    }
    answer(call, upload, fault);
  }

  private static void check(Matcher form, int length, boolean last) throws StorageError {
    long first = Long.parseLong(form.group("first"));
    long end = Long.parseLong(form.group("last")) + 1;
    if (end - first != length) {
      throw StorageError.invalid("Content-Range does not fit the " + length + " bytes sent.");
    }
    if (last ? end != Long.parseLong(form.group("total")) : length % ResumableUpload.QUANTUM != 0) {
      throw StorageError.invalid(
          "Invalid request. All pieces but the last must be a multiple of 262144 bytes.");
    }
  }

  private void answer(StorageCall call, ResumableUpload upload, @Nullable StorageFault fault)
      throws IOException {
    if (fault instanceof StorageFault.LoseAnswer) {
      call.exchange().close();
      return;
    }
    StoredObject stored = upload.stored();
    if (stored != null) {
      call.answerJson(200, stored.json(endpoint).toString());
      return;
    }
    if (upload.size() > 0) {
      call.exchange().getResponseHeaders().set("Range", "bytes=0-" + (upload.size() - 1));
    }
    call.answer(RESUME, "text/plain", new byte[0]);
  }

  private void whole(StorageCall call, @Nullable StorageFault fault)
      throws IOException, StorageError {
    requireMethod(call, "POST");
    call.allow(with(StoragePreconditions.PARAMETERS, "name"));
    if (fault instanceof StorageFault.Cut cut) {
      call.body(cut.bytes());
      call.exchange().close();
      return;
    }
    Whole upload = read(call);
    byte[] content = damaged(upload.content, fault);
    ResumableUpload.checkHashes(call.header("x-goog-hash"), content);
    StoredObject stored =
        buckets.put(
            call.part(4),
            name(call, upload.described),
            upload.described,
            content,
            StoragePreconditions.of(call));
    if (fault instanceof StorageFault.LoseAnswer) {
      call.exchange().close();
    } else {
      call.answerJson(200, stored.json(endpoint).toString());
    }
  }

  private static Whole read(StorageCall call) throws IOException, StorageError {
    byte[] body = call.body(ALL);
    String type = call.header("Content-Type") == null ? "" : call.header("Content-Type");
    if ("media".equals(call.parameter("uploadType"))) {
      JsonObject described = new JsonObject();
      if (!type.isEmpty()) {
        described.addProperty("contentType", type);
      }
      return new Whole(described, body);
    }
    if (!"multipart".equals(call.parameter("uploadType"))) {
      throw StorageError.invalid("Unknown uploadType: " + call.parameter("uploadType"));
    }
    return multipart(type, body);
  }

  /** {@code multipart/related}: the description as JSON, then the content. */
  private static Whole multipart(String type, byte[] body) throws StorageError {
    Matcher boundary = Pattern.compile("boundary=\"?([^\";]+)\"?").matcher(type);
    if (!type.startsWith("multipart/related") || !boundary.find()) {
      throw StorageError.invalid("A multipart upload must be multipart/related with a boundary.");
    }
    // One character a byte, so that places in the text are places in the bytes.
    String text = new String(body, ISO_8859_1);
    String delimiter = "--" + boundary.group(1);
    int second = text.indexOf("\r\n" + delimiter, delimiter.length());
    int end = text.lastIndexOf("\r\n" + delimiter + "--");
    if (!text.startsWith(delimiter) || second < 0 || end <= second) {
      throw StorageError.invalid("Multipart body does not contain 2 non-empty parts.");
    }
    String json = new String(part(body, text, 0, second), UTF_8);
    return new Whole(described(json), part(body, text, second + 2, end));
  }

  private static byte[] part(byte[] body, String text, int from, int to) throws StorageError {
    int headersEnd = text.indexOf("\r\n\r\n", from);
    if (headersEnd < 0 || headersEnd + 4 > to) {
      throw StorageError.invalid("A part has no headers.");
    }
    return Arrays.copyOfRange(body, headersEnd + 4, to);
  }

  private static JsonObject described(String json) throws StorageError {
    try {
      JsonObject described =
          json.isBlank() ? new JsonObject() : JsonParser.parseString(json).getAsJsonObject();
      StoredObject.check(described);
      return described;
    } catch (JsonParseException | IllegalStateException e) {
      throw new StorageError(400, "parseError", "Parse Error");
    }
  }

  private static String name(StorageCall call, JsonObject described) throws StorageError {
    String inUrl = call.parameter("name");
    String name = inUrl == null ? StoredObject.text(described, "name") : inUrl;
    if (name == null || name.isEmpty() || name.getBytes(UTF_8).length > 1024) {
      throw new StorageError(400, "required", "Required object name of 1 to 1024 bytes");
    }
    return name;
  }

  private static byte[] damaged(byte[] content, @Nullable StorageFault fault) {
    if (fault instanceof StorageFault.Damage && content.length > 0) {
      content[content.length / 2] ^= 1;
    }
    return content;
  }

  private static void requireMethod(StorageCall call, String method) throws StorageError {
    if (!call.method().equals(method)) {
      throw StorageError.unimplemented(call.method() + " for an upload");
    }
  }

  static String[] with(String[] names, String... more) {
    String[] all = Arrays.copyOf(names, names.length + more.length);
    System.arraycopy(more, 0, all, names.length, more.length);
    return all;
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Whole(JsonObject described, byte[] content) {}
}

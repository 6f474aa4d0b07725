package io.vividly.testkit.google;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import io.vividly.testkit.google.StorageFaults.Operation;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /storage/v1/b/BUCKET} and {@code …/o/OBJECT}: all that is not an upload. */
final class StorageObjects {

  private static final Pattern RANGE = Pattern.compile("bytes=(?<first>[0-9]*)-(?<last>[0-9]*)");
  private static final int MAX_RESULTS = 1_000;

  private final StorageBuckets buckets;
  private final String endpoint;

  StorageObjects(StorageBuckets buckets, String endpoint) {
    this.buckets = buckets;
    this.endpoint = endpoint;
  }

  static Operation operation(StorageCall call) {
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      return Operation.CHANGE;
    }
    return "media".equals(call.parameter("alt")) ? Operation.DOWNLOAD : Operation.METADATA;
  }

  /** The path is {@code storage/v1/b/BUCKET[/o[/OBJECT]]}. */
  void serve(StorageCall call, @Nullable StorageFault fault) throws IOException, StorageError {
    int size = call.path().size();
    String method = call.method();
    if (size == 4 && method.equals("GET")) {
      bucket(call);
    } else if (size == 5 && method.equals("GET")) {
      list(call);
    } else if (size == 6) {
      object(call, fault);
    } else {
      throw StorageError.unimplemented(method + " of this path");
    }
  }

  private void object(StorageCall call, @Nullable StorageFault fault)
      throws IOException, StorageError {
    call.allow(StorageUploads.with(StoragePreconditions.PARAMETERS, "generation"));
    StoragePreconditions preconditions = StoragePreconditions.of(call);
    StoredObject found =
        buckets.get(call.part(3), call.part(5), StoragePreconditions.number(call, "generation"));
    switch (call.method()) {
      case "GET" -> {
        preconditions.check(found);
        if (operation(call) == Operation.DOWNLOAD) {
          download(call, found, fault);
        } else {
          call.answerJson(200, found.json(endpoint).toString());
        }
      }
      case "PATCH" -> {
        JsonObject changes = changes(call);
        call.answerJson(
            200, buckets.patch(found, changes, preconditions).json(endpoint).toString());
      }
      case "DELETE" -> {
        buckets.delete(found, preconditions);
        call.answer(204, "application/json", new byte[0]);
      }
      default -> throw StorageError.unimplemented(call.method() + " of an object");
    }
  }

  private static JsonObject changes(StorageCall call) throws IOException, StorageError {
    try {
      JsonObject changes =
          JsonParser.parseString(new String(call.body(Integer.MAX_VALUE), UTF_8)).getAsJsonObject();
      StoredObject.check(changes);
      return changes;
    } catch (JsonParseException | IllegalStateException e) {
      throw new StorageError(400, "parseError", "Parse Error");
    }
  }

  private void bucket(StorageCall call) throws IOException, StorageError {
    call.allow();
    buckets.list(call.part(3));
    JsonObject json = new JsonObject();
    json.addProperty("kind", "storage#bucket");
    json.addProperty("id", call.part(3));
    json.addProperty("name", call.part(3));
    json.addProperty("location", "US");
    json.addProperty("storageClass", "STANDARD");
    call.answerJson(200, json.toString());
  }

  private void list(StorageCall call) throws IOException, StorageError {
    call.allow("prefix", "pageToken", "maxResults");
    String prefix = call.parameter("prefix") == null ? "" : call.parameter("prefix");
    Long asked = StoragePreconditions.number(call, "maxResults");
    long most = asked == null ? MAX_RESULTS : Math.min(asked, MAX_RESULTS);
    NavigableMap<String, StoredObject> all = buckets.list(call.part(3));
    String after = call.parameter("pageToken");
    JsonArray items = new JsonArray();
    JsonObject json = new JsonObject();
    json.addProperty("kind", "storage#objects");
    String last = "";
    for (Map.Entry<String, StoredObject> entry :
        (after == null ? all : all.tailMap(after, false)).entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        if (items.size() == most) {
          json.addProperty("nextPageToken", last);
          break;
        }
        items.add(entry.getValue().json(endpoint));
        last = entry.getKey();
      }
    }
    json.add("items", items);
    call.answerJson(200, json.toString());
  }

  /** Sends content, whole or in part, as the JSON and the XML API both do. */
  static void download(StorageCall call, StoredObject object, @Nullable StorageFault fault)
      throws IOException {
    Headers headers = call.exchange().getResponseHeaders();
    headers.set("Content-Type", object.contentType());
    headers.set("ETag", "\"g" + object.generation() + "\"");
    headers.set("Accept-Ranges", "bytes");
    String cache = StoredObject.text(object.described(), "cacheControl");
    headers.set("Cache-Control", cache == null ? "private, max-age=0" : cache);
    headers.set("x-goog-generation", Long.toString(object.generation()));
    headers.set("x-goog-metageneration", Long.toString(object.metageneration()));
    headers.set("x-goog-stored-content-encoding", "identity");
    headers.set("x-goog-stored-content-length", Integer.toString(object.content().length));
    headers.add("x-goog-hash", "crc32c=" + StorageChecksums.crc32c(object.content()));
    headers.add("x-goog-hash", "md5=" + StorageChecksums.md5(object.content()));
    send(call, object.content(), fault);
  }

  private static void send(StorageCall call, byte[] content, @Nullable StorageFault fault)
      throws IOException {
    String header = call.header("Range");
    Matcher range = RANGE.matcher(header == null ? "" : header.strip());
    int first = 0;
    int end = content.length;
    int status = 200;
    if (range.matches() && !range.group().equals("bytes=-")) {
      String from = range.group("first");
      String to = range.group("last");
      first =
          (int)
              (from.isEmpty()
                  ? Math.max(0, content.length - Long.parseLong(to))
                  : Math.min(content.length, Long.parseLong(from)));
      end =
          from.isEmpty() || to.isEmpty()
              ? content.length
              : (int) Math.min(content.length, Long.parseLong(to) + 1);
      status = 206;
    }
    Headers headers = call.exchange().getResponseHeaders();
    if (status == 206 && first >= end) {
      headers.set("Content-Range", "bytes */" + content.length);
      call.exchange().sendResponseHeaders(416, -1);
      call.exchange().close();
      return;
    }
    if (status == 206) {
      headers.set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + content.length);
    }
    body(call, status, Arrays.copyOfRange(content, first, end), fault);
  }

  private static void body(
      StorageCall call, int status, byte[] content, @Nullable StorageFault fault)
      throws IOException {
    if (fault instanceof StorageFault.Damage && content.length > 0) {
      content[content.length / 2] ^= 1;
    }
    boolean head = call.method().equals("HEAD");
    if (head) {
      call.exchange().getResponseHeaders().set("Content-Length", Integer.toString(content.length));
    }
    call.exchange().sendResponseHeaders(status, head || content.length == 0 ? -1 : content.length);
    if (!head && content.length > 0) {
      int sent =
          fault instanceof StorageFault.Cut cut
              ? Math.min(cut.bytes(), content.length)
              : content.length;
      call.exchange().getResponseBody().write(content, 0, sent);
      call.exchange().getResponseBody().flush();
    }
    call.exchange().close();
  }
}

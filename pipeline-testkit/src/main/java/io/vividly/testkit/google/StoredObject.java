package io.vividly.testkit.google;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One generation of an object, with what its writer said of it. */
record StoredObject(
    String bucket,
    String name,
    long generation,
    long metageneration,
    Instant created,
    Instant updated,
    JsonObject described,
    byte[] content) {

  /** What a writer may say of an object here. */
  private static final Set<String> WRITABLE =
      Set.of(
          "name",
          "bucket",
          "contentType",
          "cacheControl",
          "contentDisposition",
          "contentEncoding",
          "contentLanguage",
          "metadata",
          "crc32c",
          "md5Hash");

  private static final Set<String> KEPT =
      Set.of(
          "contentType",
          "cacheControl",
          "contentDisposition",
          "contentEncoding",
          "contentLanguage",
          "metadata");

  /** Refuses what would silently be lost. */
  static void check(JsonObject described) throws StorageError {
    for (String name : described.keySet()) {
      if (!WRITABLE.contains(name)) {
        throw StorageError.unimplemented("the field " + name + " of an object");
      }
    }
  }

  /** Refuses content that is not what the writer said it would be. */
  static void checkContent(JsonObject described, byte[] content) throws StorageError {
    for (Map.Entry<String, String> sum :
        Map.of(
                "crc32c", StorageChecksums.crc32c(content),
                "md5Hash", StorageChecksums.md5(content))
            .entrySet()) {
      String said = text(described, sum.getKey());
      if (said != null && !said.equals(sum.getValue())) {
        throw StorageError.invalid(
            "Provided %s hash \"%s\" doesn't match calculated hash \"%s\"."
                .formatted(sum.getKey(), said, sum.getValue()));
      }
    }
  }

  static @Nullable String text(JsonObject json, String name) {
    return json.has(name) && !json.get(name).isJsonNull() ? json.get(name).getAsString() : null;
  }

  StoredObject patched(JsonObject changes, Instant now) {
    JsonObject merged = described.deepCopy();
    changes.entrySet().forEach(entry -> merged.add(entry.getKey(), entry.getValue()));
    return new StoredObject(
        bucket, name, generation, metageneration + 1, created, now, merged, content);
  }

  StoredObject damaged() {
    byte[] other = content.clone();
    other[other.length / 2] ^= 1;
    return new StoredObject(
        bucket, name, generation, metageneration, created, updated, described, other);
  }

  String contentType() {
    String said = text(described, "contentType");
    return said == null ? "application/octet-stream" : said;
  }

  /** The object resource of the JSON API. */
  JsonObject json(String endpoint) {
    JsonObject json = new JsonObject();
    String path = "/b/" + bucket + "/o/" + StorageCall.encoded(name);
    json.addProperty("kind", "storage#object");
    json.addProperty("id", bucket + "/" + name + "/" + generation);
    json.addProperty("selfLink", endpoint + "/storage/v1" + path);
    json.addProperty(
        "mediaLink",
        endpoint + "/download/storage/v1" + path + "?generation=" + generation + "&alt=media");
    json.addProperty("name", name);
    json.addProperty("bucket", bucket);
    json.addProperty("generation", Long.toString(generation));
    json.addProperty("metageneration", Long.toString(metageneration));
    json.addProperty("storageClass", "STANDARD");
    json.addProperty("size", Long.toString(content.length));
    json.addProperty("md5Hash", StorageChecksums.md5(content));
    json.addProperty("crc32c", StorageChecksums.crc32c(content));
    json.addProperty("etag", "g" + generation + "m" + metageneration);
    json.addProperty("timeCreated", created.toString());
    json.addProperty("updated", updated.toString());
    for (String name : KEPT) {
      if (described.has(name)) {
        json.add(name, described.get(name));
      }
    }
    return json;
  }

  /** Without the content. */
  @Override
  public String toString() {
    return bucket + "/" + name + "#" + generation;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredObject that
        && generation == that.generation
        && metageneration == that.metageneration
        && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(generation);
  }
}

package io.vividly.testkit.google;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The buckets, and the newest generation of every object. Safe for use by many threads. */
final class StorageBuckets {

  private final Map<String, NavigableMap<String, StoredObject>> buckets = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private long lastGeneration;

  StorageBuckets(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void create(String bucket) {
    buckets.putIfAbsent(bucket, new TreeMap<>());
  }

  /** Null if there is no such object. */
  synchronized @Nullable StoredObject find(String bucket, String name) throws StorageError {
    return objects(bucket).get(name);
  }

  synchronized StoredObject get(String bucket, String name, @Nullable Long generation)
      throws StorageError {
    StoredObject found = find(bucket, name);
    if (found == null || generation != null && generation != found.generation()) {
      throw StorageError.noObject(bucket, name);
    }
    return found;
  }

  /** Checks, and stores as a whole. */
  synchronized StoredObject put(
      String bucket,
      String name,
      JsonObject described,
      byte[] content,
      StoragePreconditions preconditions)
      throws StorageError {
    preconditions.check(find(bucket, name));
    StoredObject.checkContent(described, content);
    Instant now = clock.instant();
    // As Google's: they grow, and are made of the time in microseconds.
    lastGeneration = Math.max(lastGeneration + 1, now.toEpochMilli() * 1_000);
    StoredObject stored =
        new StoredObject(bucket, name, lastGeneration, 1, now, now, described, content);
    objects(bucket).put(name, stored);
    return stored;
  }

  synchronized StoredObject patch(
      StoredObject current, JsonObject changes, StoragePreconditions preconditions)
      throws StorageError {
    StoredObject found = get(current.bucket(), current.name(), current.generation());
    preconditions.check(found);
    StoredObject patched = found.patched(changes, clock.instant());
    objects(found.bucket()).put(found.name(), patched);
    return patched;
  }

  synchronized void delete(StoredObject current, StoragePreconditions preconditions)
      throws StorageError {
    StoredObject found = get(current.bucket(), current.name(), current.generation());
    preconditions.check(found);
    objects(found.bucket()).remove(found.name());
  }

  /** Spoils what is stored, and leaves its checksums as they would be of it. */
  synchronized void damage(String bucket, String name) throws StorageError {
    objects(bucket).put(name, get(bucket, name, null).damaged());
  }

  /** A copy, by name. */
  synchronized NavigableMap<String, StoredObject> list(String bucket) throws StorageError {
    return new TreeMap<>(objects(bucket));
  }

  private NavigableMap<String, StoredObject> objects(String bucket) throws StorageError {
    NavigableMap<String, StoredObject> objects = buckets.get(bucket);
    if (objects == null) {
      throw StorageError.noBucket();
    }
    return objects;
  }
}

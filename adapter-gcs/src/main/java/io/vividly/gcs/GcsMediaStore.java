package io.vividly.gcs;

import com.google.auth.Credentials;
import com.google.auth.ServiceAccountSigner;
import com.google.auth.ServiceAccountSigner.SigningException;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.SignUrlOption;
import com.google.cloud.storage.StorageException;
import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import io.vividly.core.port.TransientFailureException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps media in a bucket of Cloud Storage, each file as an object under its key. An object is
 * written once and never changed: a second writer cannot overwrite it. Checksums are verified both
 * ways. Have one per process: it keeps connections open.
 *
 * <p>A file's {@linkplain MediaRef#location location} is {@code
 * https://storage.googleapis.com/BUCKET/KEY}: it is written to {@code video_url}, whose readers
 * expect an address that a browser can open. It opens for accounts that may read the bucket;
 * students get {@linkplain #link links}.
 */
public final class GcsMediaStore implements MediaStore, AutoCloseable {

  private static final String GOOGLE = "https://storage.googleapis.com";

  /** The longest that Cloud Storage allows. */
  private static final Duration LONGEST_LINK = Duration.ofDays(7);

  private static final BlobGetOption CHECKS =
      BlobGetOption.fields(BlobField.SIZE, BlobField.CRC32C);

  private final GcsOptions options;
  private final Storage storage;
  private final StoredFiles files;
  private final Transfers transfers;
  private final Refusals refusals;

  private GcsMediaStore(GcsOptions options, Storage storage) {
    this.options = options;
    this.storage = storage;
    this.files = new StoredFiles(storage, options.pieceSize());
    this.transfers = new Transfers(options.deadline());
    this.refusals = new Refusals(options.bucket());
  }

  /** Does not talk to Cloud Storage yet. */
  public static GcsMediaStore open(GcsOptions options) {
    return new GcsMediaStore(options, StorageClient.open(options));
  }

  @Override
  public MediaRef put(MediaType type, byte[] content) {
    MediaKey key = MediaKey.of(type, content);
    // The caller may change its array while a transfer that was given up still reads it.
    byte[] copy = content.clone();
    run("store " + name(key), () -> put(key, type, copy));
    return new MediaRef(key, type, location(key), content.length);
  }

  private boolean put(MediaKey key, MediaType type, byte[] content) throws Exception {
    String crc32c = StoredFiles.crc32c(content);
    try {
      files.create(info(key, type, crc32c), content);
      return true;
    } catch (StorageException e) {
      if (e.getCode() != Refusals.PRECONDITION_FAILED) {
        throw e;
      }
      requireSame(key, content.length, crc32c, e);
      return false;
    }
  }

  private BlobInfo info(MediaKey key, MediaType type, String crc32c) {
    return BlobInfo.newBuilder(id(key))
        .setContentType(type.contentType())
        // The name is made of the content, so it never changes; a student's, so not for all.
        .setCacheControl("private, max-age=31536000, immutable")
        .setCrc32c(crc32c)
        .build();
  }

  /** Somebody stored it before, or an earlier try of ours did, whose answer was lost. */
  private void requireSame(MediaKey key, long size, String crc32c, StorageException refusal) {
    Blob there = storage.get(id(key), CHECKS);
    if (there == null) {
      throw new TransientFailureException(name(key) + " was there and is gone again", refusal);
    }
    if (there.getSize() != size || !crc32c.equals(there.getCrc32c())) {
      throw new PermanentFailureException(
          name(key) + " is there, but is not the file of that name. Delete it.", refusal);
    }
  }

  @Override
  public byte[] get(MediaRef ref) {
    return run("read " + name(ref.key()), () -> read(ref));
  }

  private byte[] read(MediaRef ref) throws Exception {
    BlobId id = id(ref.key());
    byte[] content;
    try {
      content = files.read(id);
    } catch (StorageException e) {
      if (e.getCode() == Refusals.NOT_FOUND) {
        throw new PermanentFailureException("there is no " + name(ref.key()), e);
      }
      throw e;
    }
    if (!MediaKey.of(ref.type(), content).equals(ref.key())) {
      throw notTheFile(ref.key(), content);
    }
    return content;
  }

  /** What was damaged on the way may come whole the next time. */
  private RuntimeException notTheFile(MediaKey key, byte[] content) {
    Blob there = storage.get(id(key), CHECKS);
    boolean asStored = there != null && StoredFiles.crc32c(content).equals(there.getCrc32c());
    return asStored
        ? new PermanentFailureException(name(key) + " is not what was stored")
        : new TransientFailureException(name(key) + " was damaged on the way");
  }

  @Override
  public boolean contains(MediaRef ref) {
    return run(
        "look at " + name(ref.key()),
        () -> {
          Blob there = storage.get(id(ref.key()), CHECKS);
          return there != null && there.getSize() == ref.size();
        });
  }

  /**
   * A signed URL (version 4) for {@code GET}. Empty if nothing here can sign: without a service
   * account, as with a person's own credentials.
   */
  @Override
  public Optional<URI> link(MediaRef ref, Duration lifetime) {
    ServiceAccountSigner signer = signer();
    if (signer == null) {
      return Optional.empty();
    }
    long seconds = Math.min(lifetime.toSeconds(), LONGEST_LINK.toSeconds());
    return Optional.of(run("sign a link to " + name(ref.key()), () -> sign(ref, signer, seconds)));
  }

  private URI sign(MediaRef ref, ServiceAccountSigner signer, long seconds) {
    List<SignUrlOption> how =
        new ArrayList<>(
            List.of(
                SignUrlOption.withV4Signature(),
                SignUrlOption.withPathStyle(),
                SignUrlOption.signWith(signer)));
    if (options.endpoint() != null) {
      how.add(SignUrlOption.withHostName(options.endpoint().toString()));
    }
    try {
      BlobInfo info = BlobInfo.newBuilder(id(ref.key())).build();
      return URI.create(
          storage
              .signUrl(info, seconds, TimeUnit.SECONDS, how.toArray(SignUrlOption[]::new))
              .toString());
    } catch (SigningException e) {
      throw new TransientFailureException(
          "could not sign a link as "
              + signer.getAccount()
              + ". Grant that account roles/iam.serviceAccountTokenCreator on itself, and enable"
              + " the API iamcredentials.googleapis.com.",
          e);
    }
  }

  private @Nullable ServiceAccountSigner signer() {
    if (options.signer() != null) {
      return options.signer();
    }
    Credentials own = storage.getOptions().getCredentials();
    return own instanceof ServiceAccountSigner signer ? signer : null;
  }

  /** Gives up what is under way, and closes connections. */
  @Override
  public void close() {
    transfers.close();
    try {
      storage.close();
    } catch (Exception e) {
      throw new IllegalStateException("could not close the client of Cloud Storage", e);
    }
  }

  private <T> T run(String purpose, Callable<T> work) {
    try {
      return transfers.run(purpose, work);
    } catch (Exception e) {
      throw refusals.of(purpose, e);
    }
  }

  private BlobId id(MediaKey key) {
    return BlobId.of(options.bucket(), key.value());
  }

  private String name(MediaKey key) {
    return "gs://" + options.bucket() + "/" + key;
  }

  private URI location(MediaKey key) {
    String base = options.endpoint() == null ? GOOGLE : options.endpoint().toString();
    return URI.create(base + "/" + options.bucket() + "/" + key);
  }
}

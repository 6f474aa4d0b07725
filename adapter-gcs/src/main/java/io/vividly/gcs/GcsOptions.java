package io.vividly.gcs;

import com.google.auth.Credentials;
import com.google.auth.ServiceAccountSigner;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where media are kept in Cloud Storage, and how patiently.
 *
 * @param bucket its name alone, as in {@code my-project-generated-content}
 * @param endpoint of another server, which is spoken to without credentials; null for Google
 * @param credentials null for those that the machine has (application default credentials)
 * @param signer signs links; null for the credentials if they can sign. On Cloud Run those of the
 *     service account can, by IAM's {@code signBlob}
 * @param connectTimeout for a connection
 * @param readTimeout how long the server may be silent within a try
 * @param tries of one call, the first included
 * @param firstPause before the second try; each next one is twice as long, and chance varies them
 * @param longestPause between two tries
 * @param deadline of a file's whole transfer, all tries included
 * @param pieceSize of an upload in bytes, a multiple of 256 KiB; a file that is not larger is sent
 *     as a whole
 */
public record GcsOptions(
    String bucket,
    @Nullable URI endpoint,
    @Nullable Credentials credentials,
    @Nullable ServiceAccountSigner signer,
    Duration connectTimeout,
    Duration readTimeout,
    int tries,
    Duration firstPause,
    Duration longestPause,
    Duration deadline,
    int pieceSize) {

  private static final int QUANTUM = 256 * 1024;

  public GcsOptions {
    require(
        bucket.matches("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]"),
        "the bucket must be the name of one, without gs://, not \"" + bucket + "\"");
    require(connectTimeout.toMillis() >= 1, "connectTimeout must be at least 1 ms");
    require(readTimeout.toMillis() >= 1, "readTimeout must be at least 1 ms");
    require(tries >= 1 && tries <= 10, "tries must be from 1 to 10, not " + tries);
    require(firstPause.toMillis() >= 1, "firstPause must be at least 1 ms");
    require(longestPause.compareTo(firstPause) >= 0, "longestPause must not be below firstPause");
    require(deadline.toMillis() >= 1, "deadline must be at least 1 ms");
    require(
        pieceSize > 0 && pieceSize % QUANTUM == 0,
        "pieceSize must be a multiple of " + QUANTUM + " bytes, not " + pieceSize);
  }

  public static Builder builder(String bucket) {
    return new Builder(bucket);
  }

  /** Leaves out credentials. */
  @Override
  public String toString() {
    return "GcsOptions[bucket=" + bucket + (endpoint == null ? "" : ", endpoint=" + endpoint) + "]";
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Collects options; each has a default but the bucket. */
  public static final class Builder {
    private final String bucket;
    private @Nullable URI endpoint;
    private @Nullable Credentials credentials;
    private @Nullable ServiceAccountSigner signer;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration readTimeout = Duration.ofSeconds(20);
    private int tries = 4;
    private Duration firstPause = Duration.ofMillis(250);
    private Duration longestPause = Duration.ofSeconds(4);
    private Duration deadline = Duration.ofSeconds(90);
    private int pieceSize = 8 * 1024 * 1024;

    private Builder(String bucket) {
      this.bucket = bucket;
    }

    /** Default none: Google. */
    public Builder endpoint(@Nullable URI value) {
      endpoint = value;
      return this;
    }

    /** Default none: application default credentials. */
    public Builder credentials(@Nullable Credentials value) {
      credentials = value;
      return this;
    }

    /** Default none: the credentials. */
    public Builder signer(@Nullable ServiceAccountSigner value) {
      signer = value;
      return this;
    }

    /** Default 5 s. */
    public Builder connectTimeout(Duration value) {
      connectTimeout = value;
      return this;
    }

    /** Default 20 s. */
    public Builder readTimeout(Duration value) {
      readTimeout = value;
      return this;
    }

    /** Default 4. */
    public Builder tries(int value) {
      tries = value;
      return this;
    }

    /** Default 250 ms. */
    public Builder firstPause(Duration value) {
      firstPause = value;
      return this;
    }

    /** Default 4 s. */
    public Builder longestPause(Duration value) {
      longestPause = value;
      return this;
    }

    /** Default 90 s. */
    public Builder deadline(Duration value) {
      deadline = value;
      return this;
    }

    /** Default 8 MiB. */
    public Builder pieceSize(int value) {
      pieceSize = value;
      return this;
    }

    public GcsOptions build() {
      return new GcsOptions(
          bucket,
          endpoint,
          credentials,
          signer,
          connectTimeout,
          readTimeout,
          tries,
          firstPause,
          longestPause,
          deadline,
          pieceSize);
    }
  }
}

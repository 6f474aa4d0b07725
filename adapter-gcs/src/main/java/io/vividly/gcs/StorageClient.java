package io.vividly.gcs;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import java.net.URI;

/** Makes Google's client. */
final class StorageClient {

  private static final double TWICE = 2;

  private StorageClient() {}

  /**
   * Retries what may get better (408, 429, 5xx, a broken connection), and only calls that do the
   * same when done twice; with the precondition that the object is new, uploads are such calls.
   */
  static Storage open(GcsOptions options) {
    StorageOptions.Builder builder =
        StorageOptions.http()
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setConnectTimeout((int) options.connectTimeout().toMillis())
                    .setReadTimeout((int) options.readTimeout().toMillis())
                    .build())
            .setStorageRetryStrategy(StorageRetryStrategy.getDefaultStorageRetryStrategy())
            .setRetrySettings(retries(options));
    URI endpoint = options.endpoint();
    if (endpoint != null) {
      builder
          .setHost(endpoint.toString())
          // No call that we make names a project.
          .setProjectId("unused")
          .setCredentials(NoCredentials.getInstance());
    } else if (options.credentials() != null) {
      builder.setCredentials(options.credentials());
    }
    return builder.build().getService();
  }

  /** The pauses vary by chance, as is the default. */
  private static RetrySettings retries(GcsOptions options) {
    return RetrySettings.newBuilder()
        .setMaxAttempts(options.tries())
        .setInitialRetryDelayDuration(options.firstPause())
        .setRetryDelayMultiplier(TWICE)
        .setMaxRetryDelayDuration(options.longestPause())
        .setTotalTimeoutDuration(options.deadline())
        .build();
  }
}

package io.vividly.benchmarks.chaos;

import io.vividly.core.model.MediaKey;
import io.vividly.core.model.MediaRef;
import io.vividly.core.model.MediaType;
import io.vividly.core.port.MediaStore;
import io.vividly.core.port.PermanentFailureException;
import java.net.URI;

/** Media in the ledger's database, which all workers share and which waits for no disk. */
final class LedgerMedia implements MediaStore {

  private final WorkerLedger ledger;

  LedgerMedia(WorkerLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public MediaRef put(MediaType type, byte[] content) {
    MediaKey key = MediaKey.of(type, content);
    ledger.store(key.value(), content);
    return new MediaRef(key, type, URI.create("ledger:/" + key.value()), content.length);
  }

  @Override
  public byte[] get(MediaRef ref) {
    return ledger
        .stored(ref.key().value())
        .orElseThrow(() -> new PermanentFailureException("there is no " + ref.key()));
  }

  @Override
  public boolean contains(MediaRef ref) {
    return ledger.stored(ref.key().value()).isPresent();
  }
}

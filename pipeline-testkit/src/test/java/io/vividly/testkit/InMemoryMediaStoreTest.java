package io.vividly.testkit;

import io.vividly.core.port.MediaStore;

class InMemoryMediaStoreTest extends MediaStoreContract {

  @Override
  protected MediaStore store() {
    return new InMemoryMediaStore();
  }
}

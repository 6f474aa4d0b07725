package io.vividly.core.port;

import io.vividly.core.model.Answer;
import io.vividly.core.model.AnswerKey;
import io.vividly.core.model.RequestId;

/** See {@link ContentCatalog#none}. */
enum NoCatalog implements ContentCatalog {
  INSTANCE;

  @Override
  public Reservation reserve(Claim claim, AnswerKey key) {
    return new Reservation.Reserved();
  }

  @Override
  public void offer(Claim claim, AnswerKey key, Answer answer) {}

  @Override
  public void withdraw(AnswerKey key, RequestId madeBy) {}
}

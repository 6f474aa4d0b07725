package io.vividly.testkit.google;

/** What can go wrong with a call of {@link GeminiServer}, seen from its client. */
public enum GeminiFault {
  /**
   * 429 RESOURCE_EXHAUSTED. When to come back stands in the {@code Retry-After} header, in Google's
   * {@code RetryInfo} and, as the Gemini API has it, in the message.
   */
  TOO_MANY_REQUESTS(true),
  /** 503 UNAVAILABLE. */
  UNAVAILABLE(true),
  /** 500 INTERNAL. */
  INTERNAL(true),
  /** 403 PERMISSION_DENIED. */
  DENIED(true),
  /** The request is read, and no answer comes. */
  HANG(true),
  /** The connection breaks in the middle of the reply. */
  CUT(true),
  /** 200, and a body that is no JSON. */
  MALFORMED_BODY(true),
  /** 200, and JSON that is not what was asked for. */
  WRONG_SCHEMA(true),
  /** The reply ends in the middle as if all were well, without a reason for its end. */
  UNFINISHED(false),
  /** The reply says that it is complete, but its text is JSON that breaks off. */
  MALFORMED_REPLY(false),
  /** The prompt is refused for reasons of safety; there is no candidate. */
  PROMPT_BLOCKED(false),
  /** The reply is stopped for reasons of safety. */
  REPLY_BLOCKED(false),
  /** The reply breaks off because it has as many tokens as it may. */
  TRUNCATED(false);

  private final boolean concernsEmbeddings;

  GeminiFault(boolean concernsEmbeddings) {
    this.concernsEmbeddings = concernsEmbeddings;
  }

  /** Whether it can strike a call for embeddings; a generated reply can be struck by each. */
  public boolean concernsEmbeddings() {
    return concernsEmbeddings;
  }
}

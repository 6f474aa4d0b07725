package io.vividly.gcpai;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import io.vividly.core.port.StageContext;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Asks one model for one kind of document. Safe for use by many threads. */
final class GeminiModel {

  private final GenAiConnection connection;
  private final ProviderCalls calls;
  private final String model;
  private final GenerateContentConfig config;

  GeminiModel(
      GenAiConnection connection, ProviderCalls calls, String model, GenerateContentConfig config) {
    this.connection = connection;
    this.calls = calls;
    this.model = model;
    this.config = config;
  }

  /** Returns the text of the reply. */
  String ask(StageContext context, List<Content> conversation) {
    return calls.call(
        context,
        "generateContent",
        model,
        () -> {
          GeminiReply reply = new GeminiReply(model);
          try {
            reply.add(
                connection.call(
                    client -> client.models.generateContent(model, conversation, config)));
          } finally {
            reply.account(context);
          }
          return reply.text();
        });
  }

  /**
   * As {@link #ask}, and hands on the pieces of the reply as they come, on the calling thread.
   *
   * @param sinks gives a new one for each try, which begins anew
   */
  String stream(
      StageContext context, List<Content> conversation, Supplier<Consumer<String>> sinks) {
    return calls.call(
        context,
        "streamGenerateContent",
        model,
        () -> {
          GeminiReply reply = new GeminiReply(model);
          Consumer<String> sink = sinks.get();
          try {
            connection.<GenerateContentResponse>stream(
                (client, chunks) -> forEachChunk(client, conversation, chunks),
                chunk -> sink.accept(reply.add(chunk)));
          } finally {
            reply.account(context);
          }
          return reply.text();
        });
  }

  private void forEachChunk(
      Client client, List<Content> conversation, Consumer<GenerateContentResponse> sink) {
    try (ResponseStream<GenerateContentResponse> stream =
        client.models.generateContentStream(model, conversation, config)) {
      stream.forEach(sink);
    }
  }
}

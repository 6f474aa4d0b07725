package io.vividly.gcpai;

import com.google.genai.types.Content;
import com.google.genai.types.Part;
import java.util.ArrayList;
import java.util.List;

/** What was said between us and a model; documents, never instructions. */
final class Conversation {

  private final List<Content> contents = new ArrayList<>();

  /**
   * @param document JSON
   */
  Conversation(String document) {
    contents.add(content("user", document));
  }

  List<Content> contents() {
    return List.copyOf(contents);
  }

  /** Sends a reply back, with what is wrong with it. */
  void sendBack(String reply, List<String> findings) {
    contents.add(content("model", reply));
    contents.add(content("user", Documents.problems(findings)));
  }

  private static Content content(String role, String text) {
    return Content.builder().role(role).parts(Part.fromText(text)).build();
  }
}

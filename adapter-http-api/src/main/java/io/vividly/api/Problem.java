package io.vividly.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A problem document (RFC 9457). It tells a caller what was wrong and what would be right, and
 * nothing about the inside or about other people.
 *
 * @param code for programs: the last part of the type
 * @param title for people, the same for all problems of the type
 * @param detail for people, about this one
 * @param members further members of the document
 * @param headers of the answer
 */
record Problem(
    int status,
    String code,
    String title,
    String detail,
    Map<String, String> members,
    Map<String, String> headers) {

  static final String JSON = "application/problem+json";
  private static final String TYPES = "urn:vividly:problem:";

  static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, Map.of(), Map.of());
  }

  Problem member(String name, String value) {
    return new Problem(status, code, title, detail, with(members, name, value), headers);
  }

  Problem header(String name, String value) {
    return new Problem(status, code, title, detail, members, with(headers, name, value));
  }

  ProblemException exception() {
    return new ProblemException(this);
  }

  void writeTo(Context context) {
    headers.forEach(context::header);
    context.status(status).contentType(JSON).header("Cache-Control", "no-store").result(bytes());
  }

  byte[] bytes() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("type", TYPES + code);
    document.put("title", title);
    document.put("status", status);
    document.put("detail", detail);
    members.forEach(document::put);
    return (document + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }
}

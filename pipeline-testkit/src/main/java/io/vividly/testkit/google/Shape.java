package io.vividly.testkit.google;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What JSON a request may be made of, checked as Google's servers check it: a field that they do
 * not know is an error.
 */
@FunctionalInterface
interface Shape {

  /**
   * @param path where the value is, as in {@code generation_config.temperature}; empty at the top
   */
  void check(JsonElement value, String path);

  static Shape anything() {
    return (value, path) -> {};
  }

  static Shape text() {
    return (value, path) -> require(isText(value), "TYPE_STRING", value, path);
  }

  static Shape flag() {
    return (value, path) ->
        require(
            value instanceof JsonPrimitive primitive && primitive.isBoolean(),
            "TYPE_BOOL",
            value,
            path);
  }

  static Shape number() {
    return (value, path) -> require(isNumber(value), "TYPE_DOUBLE", value, path);
  }

  static Shape numberBetween(double least, double most) {
    return (value, path) -> {
      number().check(value, path);
      if (value.getAsDouble() < least || value.getAsDouble() > most) {
        throw ApiError.invalid(
            String.format(Locale.ROOT, "%s must be in the range [%s, %s].", path, least, most));
      }
    };
  }

  /** 64-bit numbers come as text as well. */
  static Shape integer() {
    return (value, path) -> require(isInteger(value), "TYPE_INT64", value, path);
  }

  static Shape integerBetween(long least, long most) {
    return (value, path) -> {
      integer().check(value, path);
      if (value.getAsLong() < least || value.getAsLong() > most) {
        throw ApiError.invalid(
            String.format(Locale.ROOT, "%s must be in the range [%d, %d].", path, least, most));
      }
    };
  }

  static Shape oneOf(Set<String> names) {
    return (value, path) ->
        require(isText(value) && names.contains(value.getAsString()), "TYPE_ENUM", value, path);
  }

  static Shape listOf(Shape each) {
    return (value, path) -> {
      require(value instanceof JsonArray, "list", value, path);
      JsonArray list = value.getAsJsonArray();
      for (int i = 0; i < list.size(); i++) {
        each.check(list.get(i), path + "[" + i + "]");
      }
    };
  }

  static Shape mapOf(Shape each) {
    return (value, path) -> {
      require(value instanceof JsonObject, "map", value, path);
      value
          .getAsJsonObject()
          .entrySet()
          .forEach(
              entry -> each.check(entry.getValue(), path + "[" + quoted(entry.getKey()) + "]"));
    };
  }

  static Shape object(Map<String, Shape> fields) {
    return (value, path) -> {
      require(value instanceof JsonObject, "object", value, path);
      for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
        Shape shape = fields.get(entry.getKey());
        if (shape == null) {
          throw ApiError.invalidPayload(
              "Invalid JSON payload received. Unknown name "
                  + quoted(entry.getKey())
                  + (path.isEmpty() ? "" : " at '" + path + "'")
                  + ": Cannot find field.");
        }
        String name = snakeCase(entry.getKey());
        shape.check(entry.getValue(), path.isEmpty() ? name : path + "." + name);
      }
    };
  }

  /** Something that the real API knows and this server does not. */
  static Shape unknownHere(String what) {
    return (value, path) -> {
      throw ApiError.unimplemented(what);
    };
  }

  private static boolean isText(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  private static boolean isNumber(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  private static boolean isInteger(JsonElement value) {
    if (!isNumber(value) && !isText(value)) {
      return false;
    }
    try {
      new BigDecimal(value.getAsString()).toBigIntegerExact();
      return true;
    } catch (ArithmeticException | NumberFormatException e) {
      return false;
    }
  }

  private static void require(boolean met, String type, JsonElement value, String path) {
    if (!met) {
      throw ApiError.invalidPayload("Invalid value at '" + path + "' (" + type + "), " + value);
    }
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}

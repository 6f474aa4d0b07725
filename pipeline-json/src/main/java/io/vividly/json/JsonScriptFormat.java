package io.vividly.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vividly.core.model.Script;
import io.vividly.core.port.ScriptFormat;

/**
 * Writes {@code script.json}, indented, in UTF-8:
 *
 * <ul>
 *   <li>{@code topic}: {@code id}, {@code title}, {@code subject}
 *   <li>{@code title}; {@code grade}, 1 to 12
 *   <li>{@code scenes}, in order: {@code number} from 1; {@code part}: {@code hook}, {@code
 *       section}, {@code takeaways} or {@code sources}; {@code heading}; {@code lines}, each with
 *       {@code text} and {@code rests_on} (ids of passages); {@code visual}, whose {@code type} is
 *       one of {@code title_card}, {@code key_idea}, {@code steps}, {@code formula}, {@code
 *       worked_example}, {@code misconception}, {@code takeaways}, {@code sources}, and whose other
 *       fields are those of the type of that name in {@link io.vividly.core.model.Visual}; a {@code
 *       line} in it is the index, from 0, of the line with which something appears
 *   <li>{@code takeaways}: three sentences
 *   <li>{@code checks}, each with {@code question} and {@code answer}
 *   <li>{@code sources}, each with {@code passage} (its id), {@code title}, {@code section}, {@code
 *       source}, {@code licence}
 * </ul>
 */
public final class JsonScriptFormat implements ScriptFormat {

  private final JsonMapper mapper = ModelMapper.create();
  private final ObjectWriter writer = mapper.writerWithDefaultPrettyPrinter();

  @Override
  public byte[] toJson(Script script) {
    ObjectNode document = mapper.valueToTree(script);
    ArrayNode takeaways = mapper.createArrayNode();
    script.takeaways().forEach(takeaways::add);
    document.set("takeaways", takeaways);
    try {
      return writer.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the script cannot be written", e);
    }
  }
}

package io.vividly.gcpai;

import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.List;

final class GroundedReview implements ScriptReview {

  @Override
  public List<String> findings(Brief brief, Script script) {
    return List.of();
  }

  @Override
  public List<String> findings(Brief brief, Scene scene) {
    return List.of();
  }
}

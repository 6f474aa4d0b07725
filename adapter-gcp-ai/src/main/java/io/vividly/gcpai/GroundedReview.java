package io.vividly.gcpai;

import io.vividly.core.check.Finding;
import io.vividly.core.check.ScriptCheck;
import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.List;

/** Compares a script with the passages it cites. */
final class GroundedReview implements ScriptReview {

  @Override
  public List<String> findings(Brief brief, Script script) {
    return words(new ScriptCheck(brief).check(script));
  }

  @Override
  public List<String> findings(Brief brief, Scene scene) {
    return words(new ScriptCheck(brief).check(scene));
  }

  private static List<String> words(List<Finding> findings) {
    return findings.stream().map(GroundedReview::words).distinct().toList();
  }

  private static String words(Finding finding) {
    String advice = finding.advice() + ".";
    if (finding.scene() == 0) {
      return Character.toUpperCase(advice.charAt(0)) + advice.substring(1);
    }
    String line = finding.line() == Finding.WHOLE_SCENE ? "" : ", line " + finding.line();
    return "Scene " + finding.scene() + line + ": " + advice;
  }
}

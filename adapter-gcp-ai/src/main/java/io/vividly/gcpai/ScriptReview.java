package io.vividly.gcpai;

import io.vividly.core.model.Scene;
import io.vividly.core.model.Script;
import io.vividly.core.port.ScriptWriter.Brief;
import java.util.List;

/** Finds what is wrong with a script, in words for whoever wrote it. */
interface ScriptReview {

  List<String> findings(Brief brief, Script script);

  /** What is wrong with one scene, whatever the others are. */
  List<String> findings(Brief brief, Scene scene);
}

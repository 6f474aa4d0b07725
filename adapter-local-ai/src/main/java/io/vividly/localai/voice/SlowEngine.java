package io.vividly.localai.voice;

import java.util.ArrayList;
import java.util.List;
import marytts.datatypes.MaryData;
import marytts.datatypes.MaryXML;
import marytts.features.FeatureRegistry;
import marytts.features.TargetFeatureComputer;
import marytts.htsengine.HMMData;
import marytts.htsengine.HMMVoice;
import marytts.htsengine.HTSUttModel;
import marytts.modules.HTSEngine;
import marytts.modules.ModuleRegistry;
import marytts.modules.TargetFeatureLister;
import marytts.unitselection.select.Target;
import marytts.util.data.audio.MaryAudioUtils;
import org.w3c.dom.Element;

/**
 * The engine of MaryTTS at the pace of a teacher. Its own reports the durations that it was asked
 * for; stretched ones are rounded to frames, so this one reports how long each part really is.
 */
final class SlowEngine extends HTSEngine {

  /** The voice by itself speaks about 190 words a minute. */
  private static final double STRETCH = 1.16;

  private final HMMVoice voice;
  private final List<Double> seconds = new ArrayList<>();

  SlowEngine(HMMVoice voice) {
    this.voice = voice;
  }

  /**
   * @param parts phones and pauses of a sentence
   * @return samples; full scale is 1
   */
  double[] speak(List<Element> parts) throws Exception {
    parts.forEach(SlowEngine::stretch);
    TargetFeatureLister lister =
        (TargetFeatureLister) ModuleRegistry.getModule(TargetFeatureLister.class);
    TargetFeatureComputer features =
        FeatureRegistry.getTargetFeatureComputer(
            voice, voice.getHMMData().getFeatureDefinition().getFeatureNames());
    MaryData data = new MaryData(lister.outputType(), voice.getLocale());
    data.setDefaultVoice(voice);
    List<Target> targets = lister.getListTargetFeatures(features, parts);
    return MaryAudioUtils.getSamplesAsDoubleArray(
        process(data, targets, parts, List.of()).getAudio());
  }

  /** How long each part of the last sentence is, in seconds. */
  List<Double> seconds() {
    return List.copyOf(seconds);
  }

  private static void stretch(Element part) {
    if (part.getTagName().equals(MaryXML.PHONE) && !part.getAttribute("d").isEmpty()) {
      double milliseconds = Double.parseDouble(part.getAttribute("d")) * STRETCH;
      part.setAttribute("d", Long.toString(Math.round(milliseconds)));
    }
  }

  @Override
  protected HTSUttModel processTargetList(List<Target> targets, List<Element> parts, HMMData data)
      throws Exception {
    HTSUttModel model = super.processTargetList(targets, parts, data);
    double frame = (double) data.getFperiod() / data.getRate();
    seconds.clear();
    for (int i = 0; i < targets.size(); i++) {
      seconds.add(model.getUttModel(i).getTotalDur() * frame);
    }
    return model;
  }
}

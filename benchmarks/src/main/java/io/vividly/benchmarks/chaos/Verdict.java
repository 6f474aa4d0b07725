package io.vividly.benchmarks.chaos;

import io.vividly.benchmarks.chaos.Evidence.Entry;
import io.vividly.benchmarks.chaos.Fault.Kind;
import io.vividly.core.model.RequestId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges what was done again, and how long requests lay.
 *
 * <p>An effect may be repeated if a fault struck whoever had it before its checkpoint was there:
 * once for each fault. Everything else that is repeated is executed twice. What a frozen worker had
 * begun before it froze may come late.
 */
final class Verdict {

  private final List<Fault> faults;
  private final Map<UUID, List<Entry>> history = new HashMap<>();
  private int executedTwice;
  private int repeated;
  private @Nullable Duration longestTakeover;

  Verdict(Evidence evidence, List<Fault> faults) throws SQLException {
    this.faults = faults;
    for (Entry entry : evidence.history()) {
      history.computeIfAbsent(entry.request(), id -> new ArrayList<>()).add(entry);
    }
    judgeEffects(evidence.effects());
    faults.stream().filter(fault -> fault.worker() != null).forEach(this::measureTakeovers);
  }

  int executedTwice() {
    return executedTwice;
  }

  int repeated() {
    return repeated;
  }

  /** Null if nothing was taken over. */
  @Nullable Duration longestTakeover() {
    return longestTakeover;
  }

  private void judgeEffects(List<Entry> effects) {
    Set<Fault> used = new HashSet<>();
    for (int i = 1; i < effects.size(); i++) {
      Entry first = effects.get(i - 1);
      Entry second = effects.get(i);
      if (!isSameWork(first, second)) {
        used.clear();
        continue;
      }
      Optional<Fault> excuse =
          faults.stream()
              .filter(fault -> !used.contains(fault) && excuses(fault, first, second))
              .findFirst();
      excuse.ifPresent(used::add);
      if (excuse.isPresent()) {
        repeated++;
      } else {
        executedTwice++;
      }
    }
  }

  private static boolean isSameWork(Entry first, Entry second) {
    return first.request().equals(second.request())
        && String.valueOf(first.stage()).equals(second.stage());
  }

  private boolean excuses(Fault fault, Entry first, Entry second) {
    if (fault.kind() == Kind.FREEZE && fault.strikes(second.worker(), first.at(), second.at())) {
      return true;
    }
    return fault.strikes(first.worker(), first.at(), second.at())
        && !hasCheckpoint(first, second.at());
  }

  private boolean hasCheckpoint(Entry effect, Instant before) {
    return history.getOrDefault(effect.request(), List.of()).stream()
        .anyMatch(
            entry ->
                entry.what().equals("checkpoint")
                    && String.valueOf(entry.stage()).equals(effect.stage())
                    && entry.at().isAfter(effect.at())
                    && entry.at().isBefore(before));
  }

  /** What happened to a request, for a person who wonders. */
  String storyOf(RequestId id) {
    return history.getOrDefault(id.value(), List.of()).stream()
        .map(entry -> entry.at() + " " + entry.what() + " " + entry.worker() + " " + entry.stage())
        .collect(Collectors.joining("\n  ", "request " + id + "\n  ", ""));
  }

  private void measureTakeovers(Fault fault) {
    for (List<Entry> entries : history.values()) {
      takeover(entries, fault)
          .filter(time -> longestTakeover == null || time.compareTo(longestTakeover) > 0)
          .ifPresent(time -> longestTakeover = time);
    }
  }

  /** From the fault, or from the release that it led to, until somebody claims the request. */
  private static Optional<Duration> takeover(List<Entry> entries, Fault fault) {
    Instant left = null;
    for (Entry entry : entries) {
      boolean mine = entry.worker().equals(fault.worker());
      if (entry.at().isBefore(fault.from())) {
        if (changesHolder(entry)) {
          left = mine && entry.what().equals("claimed") ? fault.from() : null;
        }
      } else if (left != null && changesHolder(entry)) {
        if (!entry.what().equals("released")) {
          return entry.what().equals("claimed")
              ? Optional.of(Duration.between(left, entry.at()))
              : Optional.empty();
        }
        left = entry.at();
      }
    }
    return Optional.empty();
  }

  private static boolean changesHolder(Entry entry) {
    return entry.what().equals("claimed")
        || entry.what().equals("released")
        || entry.what().equals("completed")
        || entry.what().equals("ended");
  }
}

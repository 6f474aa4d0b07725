package io.vividly.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.core.model.Delivery;
import io.vividly.core.port.InvalidMessageException;
import io.vividly.core.port.RejectedMessageArchive;
import io.vividly.core.port.RejectedMessageArchive.Kept;
import io.vividly.core.port.RejectedMessageArchive.Listed;
import io.vividly.core.port.RejectedMessages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link RejectedMessageArchive} has to do. Extend it, and say how to get one. */
public abstract class RejectedMessageArchiveContract {

  /** The archive under test, empty at first. */
  protected abstract RejectedMessageArchive archive();

  /** What fills the archive. */
  protected abstract RejectedMessages messages();

  @Test
  void anEmptyArchiveHasNothing() {
    assertThat(archive().list(0, 10)).isEmpty();
    assertThat(archive().find(1)).isEmpty();
    archive().markReplayed(1);
  }

  @Test
  void listsWhatWaitsInTheOrderInWhichItFirstCame() {
    keep("m-1", "is 0");
    keep("m-2", "is 13");
    keep("m-1", "is 14");

    List<Listed> all = archive().list(0, 10);
    assertThat(all).extracting(Listed::messageId).containsExactly("m-1", "m-2");
    assertThat(all).extracting(Listed::timesSeen).containsExactly(2, 1);
    assertThat(all).extracting(Listed::field).containsOnly("grade_level");
    assertThat(all).extracting(Listed::problem).containsExactly("is 14", "is 13");
    assertThat(all)
        .allSatisfy(one -> assertThat(one.lastSeenAt()).isAfterOrEqualTo(one.firstSeenAt()));
  }

  @Test
  void listsPageByPage() {
    keep("m-1", "no");
    keep("m-2", "no");
    keep("m-3", "no");

    List<Listed> first = archive().list(0, 2);
    assertThat(first).extracting(Listed::messageId).containsExactly("m-1", "m-2");
    assertThat(archive().list(first.get(1).id(), 2))
        .extracting(Listed::messageId)
        .containsExactly("m-3");
  }

  @Test
  void showsAMessageAsItCame() {
    keep("m-1", "no");
    Listed listed = archive().list(0, 1).get(0);

    Kept kept = archive().find(listed.id()).orElseThrow();
    assertThat(kept.listed()).isEqualTo(listed);
    assertThat(kept.publishedAt()).isEqualTo(Instant.EPOCH);
    assertThat(kept.attempt()).isEqualTo(4);
    assertThat(kept.attributes()).containsExactly(Map.entry("a", "\"b\" ü"));
    assertThat(kept.body()).isEqualTo(new byte[] {0, -1, 7});
    assertThat(kept.replayedAt()).isNull();
    assertThat(kept.toString()).doesNotContain("ü");
  }

  @Test
  void whatWasReplayedIsListedNoMoreButCanBeShown() {
    keep("m-1", "no");
    keep("m-2", "no");
    long id = archive().list(0, 1).get(0).id();

    archive().markReplayed(id);

    assertThat(archive().list(0, 10)).extracting(Listed::messageId).containsExactly("m-2");
    assertThat(archive().find(id)).get().extracting(Kept::replayedAt).isNotNull();
  }

  @Test
  void whatComesAgainAfterItWasReplayedIsListedAgain() {
    keep("m-1", "no");
    long id = archive().list(0, 1).get(0).id();
    archive().markReplayed(id);

    keep("m-1", "still no");

    assertThat(archive().list(0, 10))
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.id()).isEqualTo(id);
              assertThat(again.problem()).isEqualTo("still no");
            });
    assertThat(archive().find(id)).get().extracting(Kept::replayedAt).isNull();
  }

  private void keep(String messageId, String problem) {
    Delivery delivery =
        new Delivery(
            messageId,
            Instant.EPOCH,
            4,
            Map.of("a", "\"b\" ü"),
            new byte[] {0, -1, 7},
            Instant.MAX);
    messages().keep(delivery, new InvalidMessageException("grade_level", problem));
  }
}

package io.vividly.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vividly.api.ApiTester.Reply;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page for people, as far as can be told without a browser. */
class PageTest {

  private final ApiTester api = ApiTester.start();
  private Reply page;

  @AfterEach
  void close() {
    api.close();
  }

  @BeforeEach
  void open() {
    page = api.asNobody().get("/");
  }

  @Test
  void itIsServedToEverybodyAndMayTalkToNobodyElse() {
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.text()).doesNotContain("http://", "https://", "src=\"", "innerHTML");
  }

  @Test
  void theScriptNamesOnlyWhatThePageHas() {
    Set<String> ids = found("\\bid=\"([a-z-]+)\"");

    assertThat(ids).containsAll(found("\\$\\(\"([a-z-]+)\"\\)"));
    assertThat(ids).containsAll(found("show\\(\"([a-z-]+)\""));
    assertThat(ids).containsAll(found("aria-labelledby=\"([a-z-]+)\""));
  }

  @Test
  void everyFieldHasALabel() {
    Set<String> fields = found("<(?:input|select|textarea) id=\"([a-z-]+)\"");

    assertThat(fields).isNotEmpty();
    assertThat(found("<label for=\"([a-z-]+)\"")).isEqualTo(fields);
  }

  private Set<String> found(String pattern) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(page.text());
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}

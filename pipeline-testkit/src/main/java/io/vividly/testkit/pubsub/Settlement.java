package io.vividly.testkit.pubsub;

import java.util.List;

/**
 * What became of ids that were to be acknowledged or given more time.
 *
 * @param invalid those whose lease had run out or that never were
 */
record Settlement(List<String> valid, List<String> invalid) {}

/** Google Cloud Pub/Sub: the pull worker, the publisher, the dead letters. */
@NullMarked
package io.vividly.pubsub;

import org.jspecify.annotations.NullMarked;

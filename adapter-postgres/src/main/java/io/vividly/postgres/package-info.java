/** Requests, their leases and checkpoints, the outbox and the event log on PostgreSQL. */
@NullMarked
package io.vividly.postgres;

import org.jspecify.annotations.NullMarked;

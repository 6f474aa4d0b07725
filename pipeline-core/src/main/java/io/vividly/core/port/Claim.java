package io.vividly.core.port;

import io.vividly.core.model.RequestId;

/**
 * The right to work on a request, until its lease runs out.
 *
 * @param fencingToken grows with every claim of the request; a write with an older one is refused
 * @param attempt from 1; claims that were released without a failure do not count
 * @param takenOver whether the claim before this one was never ended by its holder: its lease ran
 *     out, most likely because the process died at work
 */
public record Claim(RequestId requestId, long fencingToken, int attempt, boolean takenOver) {}

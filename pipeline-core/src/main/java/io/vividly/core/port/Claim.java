package io.vividly.core.port;

import io.vividly.core.model.RequestId;

/**
 * The right to work on a request, until its lease runs out.
 *
 * @param fencingToken grows with every claim of the request; a write with an older one is refused
 * @param attempt from 1; claims that were released without a failure do not count
 */
public record Claim(RequestId requestId, long fencingToken, int attempt) {}

package io.vividly.api;

import io.vividly.core.port.MediaStore;
import io.vividly.core.port.RequestDesk;
import io.vividly.core.port.RequestEvents;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the API works on.
 *
 * @param problems names what keeps it from working, for {@code GET /health/ready}; empty if nothing
 */
public record ApiPorts(
    RequestDesk desk, RequestEvents events, MediaStore media, Supplier<List<String>> problems) {}

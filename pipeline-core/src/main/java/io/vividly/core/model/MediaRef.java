package io.vividly.core.model;

import java.net.URI;

/**
 * A file in a media store.
 *
 * @param location where it can be fetched
 * @param size in bytes
 */
public record MediaRef(MediaKey key, MediaType type, URI location, long size) {}

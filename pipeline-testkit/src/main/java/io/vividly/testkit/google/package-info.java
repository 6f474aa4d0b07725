/**
 * Servers for tests that speak the protocols of Google's services: the official clients talk to
 * them as they do to Google. They keep everything in memory and are not for production.
 *
 * <p>Their libraries are optional dependencies of the kit, so that only those who use a server have
 * them. Add the official client to your own test dependencies; for {@link
 * io.vividly.testkit.google.GeminiServer} also {@code com.google.code.gson:gson}, which the client
 * of Cloud Storage brings for {@link io.vividly.testkit.google.StorageServer}.
 */
@NullMarked
package io.vividly.testkit.google;

import org.jspecify.annotations.NullMarked;

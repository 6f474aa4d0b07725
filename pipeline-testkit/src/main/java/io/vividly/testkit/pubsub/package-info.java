/**
 * A Pub/Sub server for tests: Google's official client talks to it over gRPC, it pushes over HTTP
 * with signed tokens, and its clock can be set. It keeps everything in memory and forgets it at the
 * end; it is not for production.
 *
 * <p>Its libraries are optional dependencies of the kit, so that only those who use this package
 * have them. Add {@code com.google.cloud:google-cloud-pubsub} and {@code
 * com.google.api.grpc:grpc-google-cloud-pubsub-v1} to your own test dependencies; they bring the
 * rest.
 */
@NullMarked
package io.vividly.testkit.pubsub;

import org.jspecify.annotations.NullMarked;

/** Push deliveries over HTTP: the service that takes them, and a publisher that makes them. */
@NullMarked
package io.vividly.push;

import org.jspecify.annotations.NullMarked;

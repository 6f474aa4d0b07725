package io.vividly.core.pipeline;

/** What a delivery has to work with: its slot, and the time in which it may wait for others. */
record Turn(Slot slot, Deadline deadline) {}

/** Milliseconds since 1970-01-01T00:00:00Z, by the wall clock. */
export type Instant = number;

/** Milliseconds. Measured with the monotonic clock, so that a corrected wall clock cannot stretch or shrink it. */
export type Duration = number;

/** Stops a timer that has not fired yet; harmless afterwards. */
export type Cancel = () => void;

/**
 * Where time comes from. It is passed in wherever time matters, so that tests drive it by hand and never sleep.
 */
export type Clock = {
	/** The wall clock. */
	now(): Instant;
	/** A clock that never goes back; its zero is arbitrary. */
	monotonic(): Duration;
	/** Calls once, `delay` milliseconds from now at the earliest. */
	after(delay: Duration, callback: () => void): Cancel;
};

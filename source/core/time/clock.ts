/** A time in milliseconds since the Unix epoch, by the wall clock. */
export type Instant = number;

/** A time span in milliseconds, or a time of the monotonic clock. */
export type Duration = number;

/** Cancels a timer. Has no effect after the timer has fired. */
export type Cancel = () => void;

/** The source of time. It is always passed in, so that tests control it and never sleep. */
export type Clock = {
	now(): Instant;
	/** Returns a time that never decreases, even if the wall clock is corrected. Its zero point is arbitrary. */
	monotonic(): Duration;
	/** Calls `callback` once, not before `delay` has passed. */
	after(delay: Duration, callback: () => void): Cancel;
};

import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/** The timer fires at least this often, so that a sleep of the machine is detected soon. */
const maxDelay: Duration = 5000;

/**
 * The least deviation that counts as a sleep of the machine. If a timer is only a little late, the machine may have been
 * busy. If the wall clock gets only a little ahead of the monotonic clock, it may have been corrected.
 */
const minSleep: Duration = 10_000;

/**
 * A timer that also detects whether the machine slept. On Linux the monotonic clock stops during a sleep, so that the
 * wall clock gets ahead of it. On other systems the timer fires late.
 */
export class WakeTimer {
	readonly #clock: Clock;
	readonly #onWake: () => void;
	#cancel: Cancel = () => {};
	#due = Infinity;
	#drift: Duration;

	constructor(clock: Clock, onWake: () => void) {
		this.#clock = clock;
		this.#onWake = onWake;
		this.#drift = clock.now() - clock.monotonic();
	}

	/** Sets the timer to `moment`, but at most `maxDelay` from now. Null stops the timer. */
	set(moment: Duration | null): void {
		const now = this.#clock.monotonic();
		this.#cancel();
		this.#cancel = () => {};
		this.#due = moment === null ? Infinity : Math.min(moment, now + maxDelay);

		if (moment !== null) {
			// Rounds up, because a timer that fires a fraction of a millisecond early would be set again and again.
			this.#cancel = this.#clock.after(Math.ceil(this.#due - now), this.#onWake);
		}
	}

	/** Returns whether the machine slept since the last call. */
	didSystemSleep(): boolean {
		const now = this.#clock.monotonic();
		const drift = this.#clock.now() - now;
		const slept = Math.max(now - this.#due, drift - this.#drift) > minSleep;
		this.#drift = drift;
		this.#due = slept ? Infinity : this.#due;
		return slept;
	}
}

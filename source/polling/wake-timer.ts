import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/** The timer fires at least this often, so that a sleep of the machine is detected soon. */
const maxDelay: Duration = 5000;

/**
 * The minimum deviation in milliseconds that counts as a sleep of the machine. If a timer is only a little late, the
 * machine may have been busy. If the wall clock gets only a little ahead of the monotonic clock, it may have been
 * corrected.
 */
const minSleep: Duration = 10_000;

/**
 * A timer that also detects whether the machine slept. On Linux the monotonic clock stops during a sleep, so that the
 * wall clock gets ahead of it. On other systems the timer fires late.
 */
export class WakeTimer {
	readonly #clock: Clock;
	readonly #onWake: () => void;
	#cancel: Cancel | null = null;
	#due = Infinity;
	#drift: Duration;

	constructor(clock: Clock, onWake: () => void) {
		this.#clock = clock;
		this.#onWake = onWake;
		this.#drift = drift(clock);
	}

	/** Sets the timer to `moment`, but at most `maxDelay` from now. Null only stops the timer. */
	set(moment: Duration | null): void {
		const now = this.#clock.monotonic();

		// Fast path: most calls have the same moment as the previous call.
		if (this.#cancel !== null && moment === this.#due && moment > now) {
			return;
		}

		this.#cancel?.();
		this.#cancel = null;
		this.#due = Infinity;

		if (moment !== null) {
			this.#due = Math.min(moment, now + maxDelay);
			// Rounds up, because a timer that fires a fraction of a millisecond early would be set again and again.
			this.#cancel = this.#clock.after(Math.ceil(this.#due - now), this.#onWake);
		}
	}

	didSystemSleep(): boolean {
		const late = this.#clock.monotonic() - this.#due;
		const shifted = drift(this.#clock) - this.#drift;
		const slept = Math.max(late, shifted) > minSleep;
		this.#drift += shifted;

		if (slept) {
			this.set(null);
		}

		return slept;
	}
}

function drift(clock: Clock): Duration {
	return clock.now() - clock.monotonic();
}

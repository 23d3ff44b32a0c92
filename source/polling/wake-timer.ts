import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/** The timer fires at least this often, so that a sleep of the machine is detected soon. */
const maxDelay: Duration = 5000;

/** A smaller difference means a busy machine or a corrected clock, not a sleep. */
const minSleep: Duration = 10_000;

/**
 * The only timer of the poller. It also detects that the machine slept: during a sleep the wall clock advances, while the monotonic
 * clock either stops (Linux) or advances too, and then the timer fires late.
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

	/** Replaces the timer: it fires at this monotonic moment or earlier; null stops it. */
	set(moment: Duration | null): void {
		const now = this.#clock.monotonic();

		// Called after each response, mostly with the same moment.
		if (this.#cancel !== null && moment === this.#due && moment > now) {
			return;
		}

		this.#cancel?.();
		this.#cancel = null;
		this.#due = Infinity;

		if (moment !== null) {
			this.#due = Math.min(moment, now + maxDelay);
			// Rounded up: a timer that fires a fraction of a millisecond early would be set again and again.
			this.#cancel = this.#clock.after(Math.ceil(this.#due - now), this.#onWake);
		}
	}

	/** Returns whether the machine slept since the previous call. */
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

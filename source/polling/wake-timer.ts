import type {Cancel, Clock, Duration} from '../core/time/clock.ts';

/** The clocks are looked at this often at least, so that a sleep is noticed soon after it. */
const rhythm: Duration = 5000;

/** Less than this is a busy machine or a corrected clock, not a sleep. */
const shortestSleep: Duration = 10_000;

/**
 * The one timer of the poller, which also notices when the machine slept. During a sleep the wall clock goes on; the
 * monotonic clock either stands still (Linux) or goes on too, and then the timer is late.
 */
export class WakeTimer {
	readonly #clock: Clock;
	readonly #ring: () => void;
	#cancel: Cancel | null = null;
	#due = Infinity;
	#drift: Duration;

	constructor(clock: Clock, ring: () => void) {
		this.#clock = clock;
		this.#ring = ring;
		this.#drift = drift(clock);
	}

	/** Rings at this moment (monotonic) instead of the one that was set before, or sooner; null is never. */
	set(moment: Duration | null): void {
		const now = this.#clock.monotonic();

		// It is set anew after each answer, mostly for the same moment.
		if (this.#cancel !== null && moment === this.#due && moment > now) {
			return;
		}

		this.#cancel?.();
		this.#cancel = null;
		this.#due = Infinity;

		if (moment !== null) {
			this.#due = Math.min(moment, now + rhythm);
			// Whole milliseconds, or rounding could bring it forward again and again.
			this.#cancel = this.#clock.after(Math.ceil(this.#due - now), this.#ring);
		}
	}

	/** Whether the machine slept since this was asked last. */
	didSystemSleep(): boolean {
		const late = this.#clock.monotonic() - this.#due;
		const shifted = drift(this.#clock) - this.#drift;
		const slept = Math.max(late, shifted) > shortestSleep;
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

import type {Cancel, Clock, Duration, Instant} from '../../core/time/clock.ts';

type Timer = {readonly due: Duration; readonly callback: () => void};

/** The maximum time for which due timers fire in a row before other work of the event loop gets a turn. */
const maxTurnMs: Duration = 10;

/** A timer is due this early, since a time that is multiplied by the speed is rounded. */
const rounding: Duration = 0.001;

/**
 * The clock of a replay. It shows the time of the recording, runs at its own speed, and can be stopped. While it is
 * stopped, it sets no real timer.
 */
export class VirtualClock implements Clock {
	readonly #real: Clock;
	/** A factor of real time. At `Infinity`, timers fire in the order of their due times without waiting. */
	#speed = 1;
	/** The virtual wall-clock time when the virtual monotonic time was 0. */
	#wallStart: Instant;
	/** The virtual monotonic time when the real monotonic time was `#readAt`. */
	#passed: Duration = 0;
	#readAt: Duration;
	#running = false;
	/** The due time of the timer whose callback is running; null if no callback is running. */
	#firing: Duration | null = null;
	/** The timers, sorted by due time. */
	#timers: readonly Timer[] = [];
	#cancel: Cancel | null = null;

	constructor(real: Clock, start: Instant) {
		this.#real = real;
		this.#wallStart = start;
		this.#readAt = real.monotonic();
	}

	get running(): boolean {
		return this.#running;
	}

	now(): Instant {
		return this.#wallStart + Math.floor(this.monotonic());
	}

	monotonic(): Duration {
		if (this.#firing !== null) {
			return this.#firing;
		}

		return this.#running && Number.isFinite(this.#speed)
			? this.#passed + (this.#real.monotonic() - this.#readAt) * this.#speed
			: this.#passed;
	}

	after(delay: Duration, callback: () => void): Cancel {
		const timer = {due: this.monotonic() + Math.max(0, delay), callback};
		this.#timers = [...this.#timers, timer].toSorted((one, other) => one.due - other.due);
		this.#arm();
		return () => {
			this.#timers = this.#timers.filter(other => other !== timer);
			this.#arm();
		};
	}

	run(running: boolean, speed: number): void {
		this.#sync(this.monotonic());
		this.#running = running;
		this.#speed = speed;
		this.#arm();
	}

	/** Sets the wall-clock time. The remaining time of timers does not change. */
	jump(to: Instant): void {
		this.#wallStart = to - Math.floor(this.monotonic());
	}

	#sync(passed: Duration): void {
		this.#passed = passed;
		this.#readAt = this.#real.monotonic();
	}

	#arm(): void {
		if (this.#firing !== null) {
			return;
		}

		this.#cancel?.();
		this.#cancel = null;
		const [next] = this.#timers;

		if (this.#running && next !== undefined) {
			const wait = Math.max(0, next.due - this.monotonic()) / this.#speed;
			this.#cancel = this.#real.after(wait, () => {
				this.#fire();
			});
		}
	}

	/** During the callback of a timer, `now` returns the time at which the timer was due, even if it fires late. */
	#fire(): void {
		this.#cancel = null;
		const began = this.#real.monotonic();
		const isBounded = Number.isFinite(this.#speed);
		const until = isBounded ? this.monotonic() + rounding : Infinity;

		try {
			while (this.#running && this.#real.monotonic() - began <= maxTurnMs) {
				const [next] = this.#timers;

				if (next === undefined || next.due > until) {
					break;
				}

				this.#timers = this.#timers.slice(1);
				this.#firing = Math.max(this.#firing ?? this.#passed, next.due);
				next.callback();
			}
		} finally {
			if (!isBounded || !this.#running) {
				this.#sync(this.#firing ?? this.#passed);
			}

			this.#firing = null;
			this.#arm();
		}
	}
}

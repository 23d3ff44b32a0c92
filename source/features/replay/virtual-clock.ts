import type {Cancel, Clock, Duration, Instant} from '../../core/time/clock.ts';

type Timer = {readonly due: Duration; readonly callback: () => void};

/** At `max` speed so long timers fire one after another before others get their turn, in milliseconds. */
const maxTurnMs: Duration = 10;

/**
 * The clock of a replay: it shows the time of the recording, runs at a speed of its own, and can stop. Timers belong to
 * it, so what waits for a second waits for a second of the recording. A real timer runs only while the clock does
 * and something waits.
 */
export class VirtualClock implements Clock {
	readonly #real: Clock;
	readonly #speed: number;
	/** What the wall clock shows when the monotonic one is 0. A jump changes this alone. */
	#wallStart: Instant;
	/** Virtual time that had passed when the clock was last read for good, and the real time of that. */
	#passed: Duration = 0;
	#readAt: Duration;
	#running = false;
	/** The moment of the timer that is firing; null while none is. */
	#firing: Duration | null = null;
	#timers: readonly Timer[] = [];
	#cancel: Cancel | null = null;

	/** @param speed How many times faster than the real clock; infinite: whatever waits comes at once, in its order. */
	constructor(real: Clock, start: Instant, speed: number) {
		this.#real = real;
		this.#speed = speed;
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
		const place = this.#timers.findIndex(({due}) => due > timer.due);
		this.#timers = this.#timers.toSpliced(place === -1 ? this.#timers.length : place, 0, timer);
		this.#arm();
		return () => {
			this.#timers = this.#timers.filter(other => other !== timer);
			this.#arm();
		};
	}

	/** Lets time pass, or stops it. */
	run(running: boolean): void {
		this.#settle(this.monotonic());
		this.#running = running;
		this.#arm();
	}

	/** Sets the wall clock. What waits goes on waiting as long as before. */
	jump(to: Instant): void {
		this.#wallStart = to - Math.floor(this.monotonic());
	}

	#settle(passed: Duration): void {
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

	/** Fires what is due, each timer at its own moment, however late it is. */
	#fire(): void {
		this.#cancel = null;
		const began = this.#real.monotonic();
		const isBounded = Number.isFinite(this.#speed);
		const until = isBounded ? this.monotonic() : Infinity;

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
				this.#settle(this.#firing ?? this.#passed);
			}

			this.#firing = null;
			this.#arm();
		}
	}
}

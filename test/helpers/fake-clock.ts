import type {Cancel, Clock, Duration, Instant} from '../../source/core/time/clock.ts';

type Timer = {readonly due: Duration; readonly callback: () => void};

/**
 * A clock that stands still until a test moves it. Timers fire in the order in which they are due, and those due at
 * the same moment in the order in which they were set.
 */
export class FakeClock implements Clock {
	#wall: Instant;
	#monotonic: Duration = 0;
	#timers: readonly Timer[] = [];

	/** @param start What the wall clock shows at first. */
	constructor(start: Instant = Date.UTC(2026, 0, 1, 10)) {
		this.#wall = start;
	}

	/** Timers that have neither fired nor been cancelled. */
	get pending(): number {
		return this.#timers.length;
	}

	/** How long it is until the next timer is due (zero or less when it is overdue); null without one. */
	get untilNext(): Duration | null {
		const [next] = this.#timers;
		return next === undefined ? null : next.due - this.#monotonic;
	}

	now(): Instant {
		return this.#wall;
	}

	monotonic(): Duration {
		return this.#monotonic;
	}

	after(delay: Duration, callback: () => void): Cancel {
		const timer = {due: this.#monotonic + Math.max(0, delay), callback};
		const place = this.#timers.findIndex(({due}) => due > timer.due);
		this.#timers = this.#timers.toSpliced(place === -1 ? this.#timers.length : place, 0, timer);
		return () => {
			this.#timers = this.#timers.filter(other => other !== timer);
		};
	}

	/** Moves both clocks on, and fires what becomes due on the way, each timer at its own moment. */
	advance(duration: Duration): void {
		const end = this.#monotonic + duration;

		while (this.#fireNext(end)) {
			// All the work is in the condition.
		}

		this.#moveTo(end);
	}

	/** Like `advance`, but promises are let run to their end before, between and after the timers. */
	async advanceAsync(duration: Duration): Promise<void> {
		const end = this.#monotonic + duration;

		do {
			await settle();
		} while (this.#fireNext(end));

		this.#moveTo(end);
		await settle();
	}

	/** Somebody sets the wall clock; no time passes. */
	shiftWall(duration: Duration): void {
		this.#wall += duration;
	}

	/** Time passes that only the monotonic clock counts; no timer fires until the clock is advanced. */
	shiftMonotonic(duration: Duration): void {
		this.#monotonic += duration;
	}

	/**
	 * The machine sleeps: the wall clock goes on and no timer fires. On some systems the monotonic clock stands still
	 * meanwhile (`counted: false`); on the others all timers are overdue when it wakes up.
	 */
	sleep(duration: Duration, {counted}: {readonly counted: boolean}): void {
		this.#wall += duration;

		if (counted) {
			this.#monotonic += duration;
		}
	}

	#fireNext(end: Duration): boolean {
		const [next] = this.#timers;

		if (next === undefined || next.due > end) {
			return false;
		}

		this.#timers = this.#timers.slice(1);
		this.#moveTo(next.due);
		next.callback();
		return true;
	}

	#moveTo(moment: Duration): void {
		const passed = Math.max(0, moment - this.#monotonic);
		this.#monotonic += passed;
		this.#wall += passed;
	}
}

/** Lets everything run that waits for nothing but a promise or the next turn of the event loop. */
export async function settle(): Promise<void> {
	for (let turn = 0; turn < 2; turn++) {
		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}
}

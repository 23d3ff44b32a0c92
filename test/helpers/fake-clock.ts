import {setImmediate} from 'node:timers/promises';
import type {Cancel, Clock, Duration, Instant} from '../../source/core/time/clock.ts';

type Timer = {readonly due: Duration; readonly callback: () => void};

/**
 * A clock that only a test advances. Timers fire in the order of their due times, then in the order in which they
 * were set.
 */
export class FakeClock implements Clock {
	#wall: Instant;
	#monotonic: Duration = 0;
	#timers: readonly Timer[] = [];

	constructor(start: Instant = Date.UTC(2026, 0, 1, 10)) {
		this.#wall = start;
	}

	get pending(): number {
		return this.#timers.length;
	}

	/** The time until the next timer, negative if it is overdue; null without timers. */
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

	/** Advances both clocks. Each timer fires at its due time. */
	advance(duration: Duration): void {
		const end = this.#monotonic + duration;

		while (this.#fireNext(end)) {
			// The condition does the work.
		}

		this.#moveTo(end);
	}

	/** Like `advance`, but settles promises before, between and after the timers. */
	async advanceAsync(duration: Duration): Promise<void> {
		const end = this.#monotonic + duration;

		do {
			await settle();
		} while (this.#fireNext(end));

		this.#moveTo(end);
		await settle();
	}

	/** Sets the wall clock. No time passes. */
	shiftWall(duration: Duration): void {
		this.#wall += duration;
	}

	/**
	 * Simulates a sleep of the computer: the wall clock advances, and no timer fires. With `counted: true` the
	 * monotonic clock advances too, so that timers which were due meanwhile are overdue. With `counted: false` it
	 * stops, as on some systems.
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

/** Runs everything that waits only for promises or the next turn of the event loop. */
export async function settle(): Promise<void> {
	await setImmediate();
	await setImmediate();
}

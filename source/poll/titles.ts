import type {Duration} from '../domain/clock.ts';
import {backOff, type Random} from './cadence.ts';

/** A title is an ornament: when it cannot be had, nobody is bothered. */
const mostTries = 2;

/** A workflow whose title is wanted. */
export type WantedTitle = {
	readonly workflowId: string;
	/** When to ask for it, monotonic. */
	readonly due: Duration;
	/** Questions for it that failed. */
	readonly failures: number;
};

/** The workflows whose titles are still to be asked for. Each is asked for once, and once more when that failed. */
export class Titles {
	readonly #known = new Set<string>();
	readonly #wanted = new Map<string, WantedTitle>();
	readonly #interval: Duration;
	readonly #random: Random;

	constructor(interval: Duration, random: Random) {
		this.#interval = interval;
		this.#random = random;
	}

	/** When the first of them is due; infinite when none is wanted. */
	get due(): Duration {
		return Math.min(...[...this.#wanted.values()].map(({due}) => due));
	}

	/** Notes a workflow that a run belongs to. */
	want(workflowId: string, now: Duration): void {
		if (!this.#known.has(workflowId)) {
			this.#known.add(workflowId);
			this.putBack({workflowId, due: now, failures: 0});
		}
	}

	/** One that is due; null when there is none. */
	next(now: Duration): WantedTitle | null {
		return [...this.#wanted.values()].find(({due}) => due <= now) ?? null;
	}

	/** Takes the title off the list while it is asked for. */
	take({workflowId}: WantedTitle): void {
		this.#wanted.delete(workflowId);
	}

	/** Puts the title on the list again, whose question was dropped before it was answered. */
	putBack(title: WantedTitle): void {
		this.#wanted.set(title.workflowId, title);
	}

	/** Puts the title on the list again, unless it was tried often enough. */
	failed({workflowId, failures}: WantedTitle, now: Duration): void {
		if (failures + 1 < mostTries) {
			const pause = backOff(failures + 1, this.#interval, this.#random);
			this.putBack({workflowId, due: now + pause, failures: failures + 1});
		}
	}
}

import type {RunOrderId} from '../core/run.ts';
import {InFlight} from './in-flight.ts';
import type {RequestsInFlight} from './request.ts';

/** Every question that is under way: the polls of the runs, by id, and the errands, by name. */
export class PollRequests implements RequestsInFlight {
	readonly polls: InFlight;
	readonly jobs: InFlight;

	/** @param onBug Gets what is no failure of the service. */
	constructor(onBug: (error: unknown) => void) {
		this.polls = new InFlight(onBug);
		this.jobs = new InFlight(onBug);
	}

	get size(): number {
		return this.polls.size + this.jobs.size;
	}

	has(id: RunOrderId): boolean {
		return this.polls.has(id);
	}

	hasErrand(key: string): boolean {
		return this.jobs.has(key);
	}

	abortAll(): void {
		this.polls.abortAll();
		this.jobs.abortAll();
	}

	/** Resolves when all that are under way now have ended. */
	async ended(): Promise<void> {
		await Promise.all([this.polls.ended(), this.jobs.ended()]);
	}
}

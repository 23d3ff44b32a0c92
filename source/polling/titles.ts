import type {Duration} from '../core/time/clock.ts';
import type {Workflow} from '../core/workflow.ts';
import {backOff, type Random} from './poll-interval.ts';
import type {WaitingJobs} from './job.ts';

/** A title is an ornament: when it cannot be had, nobody is bothered. */
const maxTries = 2;

/** What titles are asked with. */
export type TitlesOptions = {
	readonly jobs: WaitingJobs;
	readonly interval: Duration;
	readonly random: Random;
	readonly loaded: (workflowId: string, workflow: Workflow) => void;
	/** A question for the workflow failed; it may still be told later. */
	readonly failed: (workflowId: string) => void;
};

/** The workflows whose titles were asked for. Each is asked for once, and once more when that failed. */
export class Titles {
	readonly #known = new Set<string>();
	readonly #options: TitlesOptions;

	constructor(options: TitlesOptions) {
		this.#options = options;
	}

	/** Notes a workflow that a run belongs to. */
	request(workflowId: string, now: Duration): void {
		if (!this.#known.has(workflowId)) {
			this.#known.add(workflowId);
			this.#put(workflowId, now, 0);
		}
	}

	#put(workflowId: string, due: Duration, failures: number): void {
		const {jobs, interval, random, loaded: told, failed} = this.#options;
		jobs.put({
			key: `workflow ${workflowId}`,
			due,
			urgent: false,
			// A key may well be good for the runs and not for this workflow: the runs are what it is for.
			keyRefusal: [],
			async ask(client, signal) {
				const workflow = await client.workflow(workflowId, signal);
				return () => {
					told(workflowId, workflow);
				};
			},
			failed: (_problem, now) => {
				failed(workflowId);

				if (failures + 1 < maxTries) {
					const pause = backOff(failures + 1, interval, random);
					this.#put(workflowId, now + pause, failures + 1);
				}
			},
		});
	}
}

import type {Duration} from '../core/time/clock.ts';
import type {Workflow} from '../core/workflow.ts';
import {backOff, type Random} from './poll-interval.ts';
import type {WaitingJobs} from './job.ts';

/** The maximum number of requests for one workflow. It is low, because a missing title is only cosmetic. */
const maxTries = 2;

export type TitlesOptions = {
	readonly jobs: WaitingJobs;
	readonly interval: Duration;
	readonly random: Random;
	readonly onWorkflow: (workflowId: string, workflow: Workflow) => void;
	/** Called after each failed request. A retry may still succeed. */
	readonly onFailure: (workflowId: string) => void;
};

/** Loads each requested workflow once (`GET /workflow/market/info`), for its title and the kinds of its outputs. */
export class Titles {
	readonly #requested = new Set<string>();
	readonly #options: TitlesOptions;

	constructor(options: TitlesOptions) {
		this.#options = options;
	}

	request(workflowId: string, now: Duration): void {
		if (!this.#requested.has(workflowId)) {
			this.#requested.add(workflowId);
			this.#put(workflowId, now, 0);
		}
	}

	#put(workflowId: string, due: Duration, failures: number): void {
		const {jobs, interval, random, onWorkflow, onFailure} = this.#options;
		jobs.put({
			key: `workflow ${workflowId}`,
			due,
			urgent: false,
			// The key may be valid for the runs but not for this workflow, so no status is fatal.
			fatalStatuses: [],
			async send(client, signal) {
				const workflow = await client.workflow(workflowId, signal);
				return () => {
					onWorkflow(workflowId, workflow);
				};
			},
			onFailure: (_problem, now) => {
				onFailure(workflowId);

				if (failures + 1 < maxTries) {
					const delay = backOff(failures + 1, interval, random);
					this.#put(workflowId, now + delay, failures + 1);
				}
			},
		});
	}
}

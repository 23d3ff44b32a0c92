import type {Duration} from '../../source/core/time/clock.ts';
import type {Row} from '../row.ts';
import type {Recording} from './recording.ts';
import type {ServiceLimit} from './token-bucket.ts';

/** A measure of a situation, and the value that it should have. */
export type Goal = {
	readonly what: string;
	readonly unit: Row['unit'];
	readonly measure: (recording: Recording) => number;
	/** At most one of the two; neither for information only. */
	readonly atMost?: number;
	readonly atLeast?: number;
};

/** A service and pollers that are simulated together. Moments are in ms since the start. */
export type Situation = {
	readonly key: string;
	readonly what: string;
	readonly runs: number;
	readonly seconds: number;
	/** Pollers that watch the same runs, and when each starts; default: one at the start. */
	readonly clientsStartAt?: readonly Duration[];
	/** The time of a request, give or take 30 %; default: 20 ms. */
	readonly latencyMs?: Duration;
	readonly limit?: ServiceLimit;
	/** No request that is sent in this time gets a response. `hangMs`: after this time it fails; default: at once. */
	readonly outage?: {readonly from: Duration; readonly until: Duration; readonly hangMs?: Duration};
	/** The first run is selected, and those after it are in sight; default: no screen. */
	readonly screen?: {readonly inSight: number};
	/** The share of the runs that end during the simulation; default: 20 %. */
	readonly endingShare?: number;
	/** The share of the runs that are queued at the start, and begin to run later; default: none. */
	readonly queuedShare?: number;
	/** The number of log entries of each run at the start, and how many are added in a second; default: 10 and 0.5. */
	readonly log?: {readonly entries: number; readonly perSecond: number};
	readonly goals: readonly Goal[];
};

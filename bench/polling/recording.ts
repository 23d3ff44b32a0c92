import type {Duration} from '../../source/core/time/clock.ts';
import type {SimulatedRun} from './runs.ts';
import type {Situation} from './situation.ts';

/** A request to the simulated service. Moments are in ms since the start. */
export type SimulatedRequest = {
	/** The index of the client that sent it. */
	readonly client: number;
	readonly kind: 'execution' | 'list' | 'workflow';
	/** Of the run or the workflow. */
	readonly id: string;
	readonly sentAt: Duration;
	/** When the response or the error arrived; Infinity if the request was aborted. */
	endedAt: Duration;
	readonly result: 'granted' | 'refused' | 'failed';
	/** What the response to a poll says about its run; null for all other requests. */
	readonly reported: {
		readonly isQueued: boolean;
		readonly isFinal: boolean;
	} | null;
};

/** All that happened in one simulation. */
export type Recording = {
	readonly situation: Situation;
	readonly runs: readonly SimulatedRun[];
	/** In the order in which they were sent. */
	readonly requests: readonly SimulatedRequest[];
};

/** A run as one client saw it. */
export type WatchedRun = {
	readonly run: SimulatedRun;
	/** `selected`, `in sight`, or `rest`, which are all without a screen. */
	readonly place: Place;
	readonly watchedAt: Duration;
	/** Its responses in the order of their arrival. */
	readonly responses: readonly SimulatedRequest[];
};

export type Place = 'selected' | 'in sight' | 'rest';

const cache = new WeakMap<Recording, readonly WatchedRun[]>();

/** Returns the runs of all clients. */
export function watchedRuns(recording: Recording): readonly WatchedRun[] {
	const known = cache.get(recording);

	if (known !== undefined) {
		return known;
	}

	const {situation, runs, requests} = recording;
	const {screen, clientsStartAt = [0]} = situation;
	const responses = Map.groupBy(
		requests.filter(({reported, endedAt}) => reported !== null && endedAt !== Infinity),
		({client, id}) => `${client} ${id}`,
	);
	const placeOf = (index: number): Place =>
		screen === undefined || index > screen.inSight ? 'rest' : index === 0 ? 'selected' : 'in sight';
	const made = clientsStartAt.flatMap((watchedAt, client) =>
		runs.map((run, index) => ({
			run,
			place: placeOf(index),
			watchedAt,
			responses: (responses.get(`${client} ${run.id}`) ?? []).toSorted(
				(a, b) => a.endedAt - b.endedAt,
			),
		})),
	);
	cache.set(recording, made);
	return made;
}

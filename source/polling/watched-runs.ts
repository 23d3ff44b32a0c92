import {isFinalPhase, type ExecutionResponse, type Phase} from '../core/execution.ts';
import type {Problem} from '../core/problem.ts';
import type {GaveUp, Priorities, RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import type {PollOutcome, PollResult} from './actions.ts';
import {createBatch} from './batch.ts';
import {addFailure, type Failures} from './failures.ts';
import type {RequestQueue} from './queue.ts';
import type {ApiRequest, PollerOptions, Timing} from './request.ts';

/** The interval of a run in sight that is not selected, as a multiple of that of the selected one. */
const inSightFactor = 1.5;
/** The interval of a run out of sight. The run list shows its changes earlier: see `sweep.ts`. */
const outOfSightInterval: Duration = 30_000;
/** The interval is at least this many times as long as parsing a response takes. */
const parsingFactor = 5;
/** Runs that become due at once are polled one after another: new ones with this gap, and all within one interval. */
const firstGap: Duration = 30;
const maxSpan: Duration = 3000;
/** Outcomes that arrive within this time are dispatched together: each dispatch copies the map of all runs. */
const maxBatchInterval: Duration = 250;

/** A watched run. It is live until it has ended or was given up. */
export type WatchedRun = {
	readonly id: RunOrderId;
	/** The next poll. Its rank follows from the user's attention, or from a change in the run list. */
	readonly request: ApiRequest<ExecutionResponse>;
	isLive: boolean;
	/** Whether it is forgotten after one outcome, because nobody watches it. */
	isAskedOnce: boolean;
	phase: Phase | null;
	respondedAt: Duration | null;
	/** The phase of the run in the run list; null if the list lacks the run, undefined if the list was not read. */
	listed: Phase | null | undefined;
	/** How long parsing and reading the latest response took. */
	readMs: Duration;
	failures: Failures | null;
};

type RunEvents = {
	readonly onResponse: (response: ExecutionResponse) => void;
	readonly onEnd: () => void;
};

export type WatchedRuns = ReturnType<typeof createWatchedRuns>;

export function createWatchedRuns(
	options: PollerOptions,
	queue: RequestQueue,
	{onResponse, onEnd}: RunEvents,
) {
	const {clock, dispatch} = options;
	const runs = new Map<RunOrderId, WatchedRun>();
	const {interval} = options;
	let selected: RunOrderId | null = null;
	let inSight: ReadonlySet<RunOrderId> | null = null;
	const batch = createBatch<PollOutcome>(
		clock,
		// Two responses of a run are two actions: events are found by comparing the states around an action.
		Math.min(maxBatchInterval, options.interval / 2),
		outcomes => {
			dispatch({type: 'polled', at: clock.now(), outcomes});
		},
	);

	function add(id: RunOrderId, isAskedOnce = false): WatchedRun {
		const run: WatchedRun = {
			id,
			request: {
				key: pollKey(id),
				due: 0,
				rank: 'inSight',
				provesKey: true,
				send: async (client, signal) => client.execution(id, signal),
				onResponse: (response, now) => succeed(run, response, now),
				onFailure: (problem, timing) => fail(run, problem, timing),
			},
			isLive: true,
			isAskedOnce,
			phase: null,
			respondedAt: null,
			listed: undefined,
			readMs: 0,
			failures: null,
		};
		runs.set(id, run);
		return run;
	}

	function live(): readonly WatchedRun[] {
		return [...runs.values()].filter(({isLive}) => isLive);
	}

	function attentionTo({id}: WatchedRun): 'selected' | 'inSight' | 'outOfSight' {
		const isInSight = inSight === null || inSight.has(id);
		return id === selected ? 'selected' : isInSight ? 'inSight' : 'outOfSight';
	}

	function intervalOf(run: WatchedRun): Duration {
		const usual = {
			selected: interval,
			inSight: inSight === null ? interval : inSightFactor * interval,
			// All runs are polled at the start: without the variation, they would be again every half minute.
			outOfSight: outOfSightInterval * (0.75 + options.random() / 2),
		}[attentionTo(run)];
		return Math.max(interval, usual, parsingFactor * run.readMs);
	}

	function schedule(run: WatchedRun, due: Duration): void {
		run.request.due = due;
		run.request.rank = attentionTo(run);
		queue.put(run.request);
	}

	/** Makes the next poll earlier, unless it waits after a failure. */
	function hasten({request, failures}: WatchedRun, due: Duration): void {
		if (failures === null) {
			queue.hasten(request.key, due);
		}
	}

	/** Polls the runs one after another, the selected one at once: all within one interval, or within `longest`. */
	function spread(some: readonly WatchedRun[], longest = maxSpan): void {
		const now = clock.monotonic();
		const span = Math.min(longest, interval);
		const oldestFirst = some.toSorted((a, b) => (a.respondedAt ?? 0) - (b.respondedAt ?? 0));

		for (const [place, run] of oldestFirst.entries()) {
			if (run.request.rank !== 'asked') {
				schedule(run, now + (run.id === selected ? 0 : (span * place) / some.length));
			}
		}
	}

	function succeed(run: WatchedRun, response: ExecutionResponse, now: Duration): void {
		run.phase = response.execution.phase;
		run.readMs = response.readMs ?? 0;
		run.respondedAt = now;
		run.failures = null;
		run.isLive = !hasEnded(run) && !run.isAskedOnce;

		// With a limit of 0, every run is polled once.
		if (run.isLive && options.giveUpAfter > 0) {
			schedule(run, now + intervalOf(run));
		}

		addOutcome(run, {kind: 'response', response});
		onResponse(response);
	}

	function fail(run: WatchedRun, problem: Problem, timing: Timing): void {
		const {kind, retriable} = problem;
		let gaveUp: GaveUp | null = null;

		if (run.isLive && kind === 'rate-limit') {
			// It keeps its time and its rank: the queue waits as long as the service asks.
			queue.put(run.request);
			gaveUp = retriable ? null : 'unreachable';
		} else if (run.isLive) {
			const usual = {isKnown: run.phase !== null, interval: intervalOf(run)};
			run.failures = addFailure(run.failures, problem, timing, usual, options);
			schedule(run, run.failures.due);

			if (run.failures.isOver || (!run.failures.areRejections && queue.isGivenUp(timing.now))) {
				gaveUp = kind === 'not-found' ? 'unknown-run' : kind === 'forbidden' ? kind : 'unreachable';
			}
		}

		end(run, problem, gaveUp);
	}

	/** Reports a failed poll. If polling gave up, also stops polling the run. */
	function end(run: WatchedRun, problem: Problem, gaveUp: GaveUp | null): void {
		if (gaveUp !== null) {
			run.isLive = false;
			queue.cancel(run.request.key);
		}

		addOutcome(run, {kind: 'failure', problem, gaveUp});
	}

	function addOutcome(run: WatchedRun, result: PollResult): void {
		const {id, isLive, request} = run;
		const at = clock.now();
		const nextAt = isLive ? queue.expectedAt(request) : null;
		const nextPollAt = nextAt === null ? null : at + nextAt - clock.monotonic();
		batch.add({id, at, nextPollAt, ...result});

		if (!isLive && run.isAskedOnce) {
			runs.delete(id);
		} else if (!isLive) {
			onEnd();
		}
	}

	return {
		live,
		flush: batch.flush,
		inSight: () => [...(selected === null ? [] : [selected]), ...(inSight ?? [])],
		outOfSight: () => live().filter(run => attentionTo(run) === 'outOfSight'),
		watch(ids: readonly RunOrderId[]): void {
			const fresh = [...new Set(ids)].filter(id => !runs.has(id)).map(id => add(id));
			for (const run of ids.flatMap(id => runs.get(id) ?? [])) {
				run.isAskedOnce = false;
			}

			spread(fresh, firstGap * fresh.length);
		},
		unwatch(id: RunOrderId): void {
			runs.delete(id);
			queue.cancel(pollKey(id));
		},
		prioritize(priorities: Priorities): void {
			selected = priorities.selected;
			inSight = new Set(priorities.inSight);

			for (const run of runs.values()) {
				const {request, respondedAt} = run;
				const rank = attentionTo(run);

				if (request.rank !== 'asked' && request.rank !== rank) {
					request.rank = rank;

					if (rank !== 'outOfSight') {
						const usual = respondedAt === null ? 0 : respondedAt + intervalOf(run);
						hasten(run, Math.max(clock.monotonic(), usual));
					}
				}
			}
		},
		/**
		 * Polls a run now, even if it has ended: the response replaces download links that have expired. One that is not
		 * watched is polled until the service has responded once.
		 */
		pollNow(id: RunOrderId): void {
			const run = runs.get(id) ?? add(id, true);
			run.failures = run.isLive ? run.failures : null;
			run.isLive = !hasEnded(run);
			run.request.due = clock.monotonic();
			run.request.rank = 'asked';
			queue.put(run.request);
		},
		/** Called when requests can be sent again: polls every run that is due, or has failed, within one interval. */
		catchUp(): void {
			const now = clock.monotonic();
			spread(live().filter(({request, failures}) => request.due <= now || failures !== null));
		},
		/** Called after a sleep of the machine: forgets all failures, and polls every run within a few seconds. */
		restart(): void {
			live().forEach(run => {
				run.failures = null;
			});
			spread(live());
		},
		giveUp: (problem: Problem) => live().forEach(run => end(run, problem, 'unreachable')),
		/** Stores the phase of a run in the run list; null if the list lacks the run. Polls the run now if the phase is new. */
		setListed(run: WatchedRun, listed: Phase | null): void {
			const isNews = listed !== run.listed && listed !== run.phase;
			run.listed = listed;

			if (isNews && run.request.rank === 'outOfSight') {
				run.request.rank = 'inSight';
				hasten(run, clock.monotonic());
			}
		},
	};
}

function hasEnded({phase}: WatchedRun): boolean {
	return phase !== null && isFinalPhase(phase);
}

function pollKey(id: RunOrderId): string {
	return `poll ${id}`;
}

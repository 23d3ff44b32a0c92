import {keptOf} from '../api/wire/kept-response.ts';
import {isFinalPhase} from '../core/execution.ts';
import {missedRuns} from '../core/history.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Cancel, Clock, Duration, Instant} from '../core/time/clock.ts';
import {dayMs} from '../core/time/duration.ts';
import {startOfLocalDay} from '../core/time/local-day.ts';
import {recordsOf} from '../features/history/records.ts';
import type {Poller} from '../polling/poller.ts';
import {HistoryError, type Storage} from '../storage/storage.ts';
import type {Action, ActionWithoutTime} from '../store/action.ts';
import type {Effect} from '../store/effect.ts';
import type {EffectHistory} from '../store/effects.ts';
import type {State} from '../store/state.ts';
import type {Observer} from '../store/store.ts';

/** How far the run list is read back at a start: to the last visit, but at most this many pages of 100 runs. */
const maxPages = 10;
/** How many pages of the run list `:sync` reads back at most. */
const maxSyncPages = 1000;
/** How far it is read back if there was no visit yet. */
const firstPeriod: Duration = 30 * dayMs;
/** A run that had not ended at the last visit is looked for only if it was created this long before it, at most. */
const maxRunTime: Duration = 7 * dayMs;
/** How often the spending of other sessions is added up. */
const dayInterval: Duration = 60_000;

type HistoryKeeperOptions = {
	readonly storage: Storage;
	readonly poller: Pick<Poller, 'readList' | 'readOrders'>;
	readonly clock: Pick<Clock, 'now' | 'after'>;
	readonly state: () => State;
	readonly dispatch: (action: Action) => void;
	/** Whether a person looks at the session, so that it is a visit. */
	readonly isVisit: boolean;
	readonly onBug: (error: unknown) => void;
};

/** Keeps the history of an account: records what responses say, reads back what was missed, and answers the effects. */
export function createHistoryKeeper({
	storage,
	poller,
	clock,
	state,
	dispatch,
	isVisit,
	onBug,
}: HistoryKeeperOptions) {
	let openedAt: Instant = 0;
	let visitedAt: Instant | null = null;
	/** How far back the run list is being read for the last visit; null once it was read. */
	let readingBackTo: Instant | null = null;
	/** The time back to which the history has all runs of the account; null if that is not known. */
	let wholeFrom: Instant | null = null;
	let isSearching = false;
	let nextSearch: Extract<Effect, {type: 'findRuns'}> | null = null;
	/** The completion that the user asked for: since when, and the runs whose inputs are still missing of `total`. */
	let syncing: {from: Instant; left: Set<RunOrderId>; total: number} | null = null;
	let cancelDay: Cancel = () => {};

	function report(action: ActionWithoutTime): void {
		dispatch({...action, at: clock.now()});
	}

	function run(work: () => Promise<void>): void {
		work().catch((error: unknown) => {
			if (error instanceof HistoryError) {
				report({type: 'historyFailed', problem: error.problem});
			} else {
				onBug(error);
			}
		});
	}

	/** Adds up what other sessions have spent today, each minute, and when a day begins. */
	function loadDay(): void {
		const now = clock.now();
		const from = startOfLocalDay(now);
		const tomorrow = new Date(from).setDate(new Date(from).getDate() + 1);
		run(async () => {
			const {runs, sessionCost} = state();
			const own = [...runs.values()].filter(({samples}) => samples.countsForSession);
			const except = [...own.map(({id}) => id), ...sessionCost.dropped.keys()];
			const others = await storage.history('spentSince', from, except);
			report({type: 'daySpendingLoaded', from, others});
		});
		cancelDay = clock.after(Math.min(dayInterval, tomorrow - now), loadDay);
	}

	async function readBack(): Promise<void> {
		const last = await storage.history('lastVisit');
		visitedAt = last.visitedAt;
		wholeFrom = visitedAt === null ? null : last.wholeFrom;
		readingBackTo =
			visitedAt === null
				? openedAt - firstPeriod
				: Math.max(visitedAt - maxRunTime, Math.min(visitedAt, last.oldestUnfinished ?? visitedAt));
		poller.readList(readingBackTo, maxPages);
	}

	function onReadBack({from, isWhole}: Extract<Action, {type: 'readBackEnded'}>): void {
		const wasReadingBack = readingBackTo !== null && from <= readingBackTo;
		readingBackTo = wasReadingBack ? null : readingBackTo;
		wholeFrom = isWhole ? Math.min(from, wholeFrom ?? Infinity) : null;
		run(async () => {
			await storage.history('setWholeFrom', wholeFrom);

			if (wasReadingBack && visitedAt !== null) {
				const absence = await storage.history('markAbsence', visitedAt, openedAt);
				const {runs: missed} = await storage.history('findRuns', missedRuns);
				report({type: 'absenceKnown', absence, missed});
			}

			if (wasReadingBack && isWhole) {
				await storage.history('visit', clock.now());
			}

			await readMissingInputs(from);
		});
	}

	/** Continues the completion of the history when the run list was read back to `readTo`. */
	async function readMissingInputs(readTo: Instant): Promise<void> {
		const started = syncing;

		if (started === null || readTo > started.from) {
			return;
		}

		const ids = await storage.history('runsWithoutInputs', started.from);

		if (syncing === started) {
			syncing = {...started, left: new Set(ids), total: ids.length};
			reportSync(syncing);
			poller.readOrders(ids);
		}
	}

	function reportSync({from, left, total}: NonNullable<typeof syncing>): void {
		report({type: 'syncChanged', sync: {from, done: total - left.size, total}});

		if (left.size === 0) {
			syncing = null;
			report({type: 'syncChanged', sync: null});
		}
	}

	/** Leaves out a search that a later one has replaced before its turn. */
	async function findLatest(): Promise<void> {
		isSearching = true;

		try {
			while (nextSearch !== null) {
				const {requestId, query} = nextSearch;
				nextSearch = null;
				const page = await storage.history('findRuns', query);
				report({type: 'historyFound', requestId, page});
			}
		} finally {
			isSearching = false;
		}
	}

	const effects: EffectHistory = {
		findRuns(effect) {
			nextSearch = effect;

			if (!isSearching) {
				run(findLatest);
			}
		},
		reopenRun({run: reopened}) {
			run(async () => {
				const id = reopened.order.id.exact;
				await storage.history('markSeen', id);
				const kept = keptOf(await storage.history('response', id));
				report({type: 'runReopened', run: reopened, kept});
			});
		},
		readInputs({ids}) {
			run(async () => {
				// That the file cannot be used was reported before.
				const inputs = await storage.history('inputs', ids).catch(() => []);
				const known = new Set(inputs.map(({id}) => id));
				report({type: 'inputsKept', inputs});
				poller.readOrders(ids.filter(id => !known.has(id)));
			});
		},
		markSeen({id}) {
			run(async () => storage.history('markSeen', id));
		},
		/** Completes the history by the run list, then by the inputs of each run that lacks them. */
		syncHistory({from}) {
			syncing = {from, left: new Set(), total: 0};
			report({type: 'syncChanged', sync: {from, done: 0, total: null}});
			// This replaces the reading back to the last visit, if that has not ended.
			poller.readList(Math.min(from, readingBackTo ?? from), maxSyncPages);
		},
		loadSpending({from}) {
			run(async () => {
				const [days, statuses, workflows] = await Promise.all([
					storage.history('sumCosts', {by: 'day', from, until: null}),
					storage.history('sumCosts', {by: 'status', from, until: null}),
					storage.history('workflowStatistics', from),
				]);
				const isWhole = wholeFrom !== null && wholeFrom <= from;
				report({type: 'spendingLoaded', spending: {from, days, statuses, workflows, isWhole}});
			});
		},
	};

	const observe: Observer = (next, action, previous) => {
		// An unfinished run is kept to look for its end at the next visit.
		const records = recordsOf(action, next, previous).filter(
			({phase}) => isVisit || isFinalPhase(phase),
		);

		if (records.length > 0) {
			storage.record(records, action.at);
		}

		if (action.type === 'readBackEnded') {
			onReadBack(action);
		} else if (action.type === 'orderRead' && syncing?.left.delete(action.id) === true) {
			reportSync(syncing);
		}
	};

	return {
		effects,
		observe,
		/** Reads the run list back to the last visit. */
		open(): void {
			openedAt = clock.now();

			if (state().daySpending !== null) {
				loadDay();
			}

			if (isVisit) {
				run(readBack);
			}
		},
		stop: () => cancelDay(),
	};
}

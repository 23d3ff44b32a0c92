import {keptOf} from '../api/wire/kept-response.ts';
import {isFinalPhase} from '../core/execution.ts';
import {missedRuns} from '../core/history.ts';
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
import {createHistorySync} from './history-sync.ts';

/** How far the run list is read back at a start: to the last visit, but at most this many pages of 100 runs. */
const maxPages = 10;
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

/** Keeps the history of an account that is watched: records what responses say, reads back what it missed, and answers the effects. */
export class HistoryKeeper {
	readonly #options: HistoryKeeperOptions;
	#openedAt: Instant = 0;
	#visitedAt: Instant | null = null;
	/** How far back the run list is being read for the last visit; null once it was read. */
	#readingBackTo: Instant | null = null;
	/** The time back to which the history has all runs of the account; null if that is not known. */
	#wholeFrom: Instant | null = null;
	#isSearching = false;
	#nextSearch: Extract<Effect, {type: 'findRuns'}> | null = null;
	readonly #sync: ReturnType<typeof createHistorySync>;
	#cancelDay: Cancel = () => {};

	constructor(options: HistoryKeeperOptions) {
		this.#options = options;
		this.#sync = createHistorySync({
			poller: options.poller,
			report: sync => this.#dispatch({type: 'syncChanged', sync}),
		});
	}

	/** Reads the run list back to the last visit. */
	open(): void {
		const {clock, poller, isVisit, state, storage} = this.#options;
		this.#openedAt = clock.now();

		if (state().daySpending !== null) {
			this.#loadDay();
		}

		if (!isVisit) {
			return;
		}

		this.#run(async () => {
			const {visitedAt, oldestUnfinished, wholeFrom} = await storage.history('lastVisit');
			this.#visitedAt = visitedAt;
			this.#wholeFrom = visitedAt === null ? null : wholeFrom;
			const from =
				visitedAt === null
					? this.#openedAt - firstPeriod
					: Math.max(visitedAt - maxRunTime, Math.min(visitedAt, oldestUnfinished ?? visitedAt));
			this.#readingBackTo = from;
			poller.readList(from, maxPages);
		});
	}

	readonly observe: Observer = (state, action, previous) => {
		// An unfinished run is kept to look for its end at the next visit.
		const records = recordsOf(action, state, previous).filter(
			({phase}) => this.#options.isVisit || isFinalPhase(phase),
		);

		if (records.length > 0) {
			this.#options.storage.record(records, action.at);
		}

		if (action.type === 'readBackEnded') {
			this.#onReadBack(action);
		} else if (action.type === 'orderRead') {
			this.#sync.onInputs(action.id);
		}
	};

	stop(): void {
		this.#cancelDay();
	}

	/** Adds up what other sessions have spent today, each minute, and when a day begins. */
	#loadDay(): void {
		const {clock, state, storage} = this.#options;
		const now = clock.now();
		const from = startOfLocalDay(now);
		const tomorrow = new Date(from).setDate(new Date(from).getDate() + 1);
		this.#run(async () => {
			const {runs, sessionCost} = state();
			const own = [...runs.values()].filter(({history}) => history.countsForSession);
			const except = [...own.map(({id}) => id), ...sessionCost.dropped.keys()];
			const others = await storage.history('spentSince', from, except);
			this.#dispatch({type: 'daySpendingLoaded', from, others});
		});
		this.#cancelDay = clock.after(Math.min(dayInterval, tomorrow - now), () => this.#loadDay());
	}

	readonly effects: EffectHistory = {
		findRuns: effect => {
			this.#nextSearch = effect;

			if (!this.#isSearching) {
				this.#run(async () => this.#findLatest());
			}
		},
		reopenRun: ({run}) => {
			this.#run(async () => {
				const {storage} = this.#options;
				const id = run.order.id.exact;
				await storage.history('markSeen', id);
				const kept = keptOf(await storage.history('response', id));
				this.#dispatch({type: 'runReopened', run, kept});
			});
		},
		readInputs: ({ids}) => {
			this.#run(async () => {
				const {storage, poller} = this.#options;
				// That the file cannot be used was reported before.
				const inputs = await storage.history('inputs', ids).catch(() => []);
				const known = new Set(inputs.map(({id}) => id));
				this.#dispatch({type: 'inputsKept', inputs});
				poller.readOrders(ids.filter(id => !known.has(id)));
			});
		},
		markSeen: ({id}) => {
			this.#run(async () => this.#options.storage.history('markSeen', id));
		},
		syncHistory: ({from}) => {
			// This replaces the reading back to the last visit, if that has not ended.
			this.#sync.start(from, Math.min(from, this.#readingBackTo ?? from));
		},
		loadSpending: ({from}) => {
			this.#run(async () => {
				const {storage} = this.#options;
				const [days, statuses, workflows] = await Promise.all([
					storage.history('sumCosts', {by: 'day', from, until: null}),
					storage.history('sumCosts', {by: 'status', from, until: null}),
					storage.history('workflowStatistics', from),
				]);
				const isWhole = this.#wholeFrom !== null && this.#wholeFrom <= from;
				const spending = {from, days, statuses, workflows, isWhole};
				this.#dispatch({type: 'spendingLoaded', spending});
			});
		},
	};

	/** Leaves out a search that a later one has replaced before its turn. */
	async #findLatest(): Promise<void> {
		this.#isSearching = true;

		try {
			while (this.#nextSearch !== null) {
				const {requestId, query} = this.#nextSearch;
				this.#nextSearch = null;
				const page = await this.#options.storage.history('findRuns', query);
				this.#dispatch({type: 'historyFound', requestId, page});
			}
		} finally {
			this.#isSearching = false;
		}
	}

	#onReadBack({from, isWhole}: Extract<Action, {type: 'readBackEnded'}>): void {
		this.#wholeFrom = isWhole ? Math.min(from, this.#wholeFrom ?? Infinity) : null;

		const wasReadingBack = this.#readingBackTo !== null && from <= this.#readingBackTo;
		this.#readingBackTo = wasReadingBack ? null : this.#readingBackTo;
		this.#run(async () => {
			const {storage, clock} = this.#options;
			await storage.history('setWholeFrom', this.#wholeFrom);

			if (wasReadingBack && this.#visitedAt !== null) {
				const absence = await storage.history('markAbsence', this.#visitedAt, this.#openedAt);
				const {runs: missed} = await storage.history('findRuns', missedRuns);
				this.#dispatch({type: 'absenceKnown', absence, missed});
			}

			if (wasReadingBack && isWhole) {
				await storage.history('visit', clock.now());
			}

			await this.#sync.onListRead(storage, from);
		});
	}

	#run(work: () => Promise<void>): void {
		work().catch((error: unknown) => {
			if (error instanceof HistoryError) {
				this.#dispatch({type: 'historyFailed', problem: error.problem});
			} else {
				this.#options.onBug(error);
			}
		});
	}

	#dispatch(action: ActionWithoutTime): void {
		this.#options.dispatch({...action, at: this.#options.clock.now()});
	}
}

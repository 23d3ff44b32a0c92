import {readKeptResponse, type KeptResponse} from '../../api/wire/kept-response.ts';
import {isFinalPhase} from '../../core/execution.ts';
import {missedRuns, type HistoryRun} from '../../core/history.ts';
import type {Asset} from '../../core/output/asset.ts';
import {startOfDayBefore, startOfLocalDay} from '../../core/time/calendar.ts';
import type {Cancel, Clock, Duration, Instant} from '../../core/time/clock.ts';
import {dayMs, hourMs} from '../../core/time/duration.ts';
import type {Poller} from '../../polling/poller.ts';
import {findAssets, recordAsset} from '../../storage/assets.ts';
import {findInputs, findResponse, findRuns} from '../../storage/history-queries.ts';
import {recordInputNames, recordRun} from '../../storage/history-records.ts';
import {
	markFailureSeen,
	markMissed,
	readAbsence,
	spentSince,
	sumCosts,
	workflowStatistics,
} from '../../storage/history-sums.ts';
import {readVisit, writeCompleteSince, writeVisit} from '../../storage/history-upkeep.ts';
import {HistoryError, queryOr, type Storage} from '../../storage/storage.ts';
import type {Action, ActionWithoutTime} from '../../store/action.ts';
import type {EffectOf} from '../../store/effects.ts';
import type {State} from '../../store/state.ts';
import {recordsOf} from './records.ts';

/** How far the run list is read back at a start: to the last visit, but at most this many pages of 100 runs. */
const maxPages = 10;
/** How far it is read back if there was no visit yet. */
const firstPeriod: Duration = 30 * dayMs;
/** How far before the last visit it is read back at most, for runs that had not ended then. */
const maxRunTime: Duration = 7 * dayMs;
/** How often the spending of other sessions is added up. */
const dayInterval: Duration = 60_000;

type HistoryKeeperOptions = {
	readonly storage: Storage;
	readonly poller: Pick<Poller, 'readList' | 'readOrders' | 'readAssets'>;
	readonly clock: Pick<Clock, 'now' | 'after'>;
	readonly state: () => State;
	readonly dispatch: (action: Action) => void;
	/** Whether a person looks at the session, which makes it a visit. */
	readonly isVisit: boolean;
};

export type HistoryKeeper = ReturnType<typeof createHistoryKeeper>;

/** Keeps the history of an account: records what responses say, reads back what was missed, and carries out effects. */
export function createHistoryKeeper({
	storage,
	poller,
	clock,
	state,
	dispatch,
	isVisit,
}: HistoryKeeperOptions) {
	let openedAt: Instant = 0;
	let visitedAt: Instant | null = null;
	/** The time back to which the history has all runs of the account; null if that is not known. */
	let wholeFrom: Instant | null = null;
	let cancelDay: Cancel = () => {};

	function dispatchNow(action: ActionWithoutTime): void {
		dispatch({...action, at: clock.now()});
	}

	/** Calls `work`. If the history cannot be used, reports that instead of throwing. */
	function tryTo(work: () => void): void {
		try {
			work();
		} catch (error) {
			if (!(error instanceof HistoryError)) {
				throw error;
			}

			dispatchNow({type: 'historyFailed', problem: error.problem});
		}
	}

	/** Adds up the spending of other sessions today: each minute, and when a day begins. */
	function loadDay(): void {
		const now = clock.now();
		const from = startOfLocalDay(now);
		const tomorrow = startOfDayBefore(now, -1);
		tryTo(() => {
			const {runs, sessionCost} = state();
			const own = [...runs.values()].filter(({samples}) => samples.countsForSession);
			const except = [...own.map(({id}) => id), ...sessionCost.dropped.keys()];
			dispatchNow({
				type: 'daySpendingLoaded',
				from,
				others: storage.query(spentSince, from, except),
			});
		});
		cancelDay = clock.after(Math.min(dayInterval, tomorrow - now), loadDay);
	}

	function keptResponse({id}: HistoryRun): KeptResponse | null {
		return readKeptResponse(storage.query(findResponse, id.exact));
	}

	function readBack(): void {
		const last = storage.query(readVisit);
		visitedAt = last.visitedAt;
		wholeFrom = visitedAt === null ? null : last.wholeFrom;
		const from =
			visitedAt === null
				? openedAt - firstPeriod
				: Math.max(visitedAt - maxRunTime, Math.min(visitedAt, last.oldestUnfinished ?? visitedAt));
		poller.readList(from, maxPages);
	}

	function onReadBack({from, isWhole}: Extract<Action, {type: 'readBackEnded'}>): void {
		wholeFrom = isWhole ? Math.min(from, wholeFrom ?? Infinity) : null;
		storage.write(writeCompleteSince, wholeFrom);

		// At the first start nobody has looked at what failed lately.
		storage.write(markMissed, visitedAt ?? openedAt - hourMs, openedAt);
		const {runs} = storage.query(findRuns, missedRuns, state().saved.labels);
		const missed = runs.map(run => ({run, kept: keptResponse(run)}));
		const absence = visitedAt === null ? null : storage.query(readAbsence, visitedAt, openedAt);
		dispatchNow({type: 'absenceKnown', absence, missed});

		if (isWhole) {
			storage.write(writeVisit, clock.now());
		}
	}

	return {
		findRuns({query}: EffectOf<'findRuns'>): void {
			tryTo(() => {
				const page = storage.query(findRuns, query, state().saved.labels);
				dispatchNow({type: 'historyFound', page, offset: query.offset ?? 0});
			});
		},
		findSuccess({of, workflowId}: EffectOf<'findSuccess'>): void {
			tryTo(() => {
				const newest = {workflowId, phases: ['succeeded'], limit: 2} as const;
				const {runs} = storage.query(findRuns, newest, state().saved.labels);
				const run = runs.find(({id}) => id.exact !== of);
				const found = run === undefined ? null : {run, kept: keptResponse(run)};
				dispatchNow({type: 'successFound', of, found});
			});
		},
		reopenRun({run}: EffectOf<'reopenRun'>): void {
			storage.write(markFailureSeen, run.id.exact);
			tryTo(() => {
				dispatchNow({type: 'runReopened', run, kept: keptResponse(run)});
			});
		},
		readInputs({ids}: EffectOf<'readInputs'>): void {
			const inputs = queryOr(storage, [], findInputs, ids);
			const known = new Set(inputs.map(({id}) => id));
			dispatchNow({type: 'inputsKept', inputs});
			poller.readOrders(ids.filter(id => !known.has(id)));
		},
		readAssets({ids}: EffectOf<'readAssets'>): void {
			const assets = queryOr(storage, new Map<string, Asset>(), findAssets, ids);
			dispatchNow({type: 'assetsKept', assets});
			poller.readAssets(ids.filter(id => !assets.has(id)));
		},
		markSeen({id}: EffectOf<'markSeen'>): void {
			storage.write(markFailureSeen, id);
		},
		loadSpending({from}: EffectOf<'loadSpending'>): void {
			tryTo(() => {
				const spending = {
					from,
					days: storage.query(sumCosts, {by: 'day', from}),
					workflows: storage.query(workflowStatistics, from),
					isWhole: wholeFrom !== null && wholeFrom <= from,
				};
				dispatchNow({type: 'spendingLoaded', spending});
			});
		},
		observe(next: State, action: Action, previous: State): void {
			for (const record of recordsOf(action, next, previous)) {
				// An unfinished run is kept to look for its end at the next visit.
				if (isVisit || isFinalPhase(record.phase)) {
					storage.write(recordRun, record, action.at);
				}
			}

			if (action.type === 'workflowLoaded') {
				storage.write(recordInputNames, action.workflowId, action.workflow.inputNames);
			}

			if (action.type === 'assetLoaded') {
				const {assetId} = action;
				storage.write(recordAsset, assetId, next.assets.get(assetId) ?? action.asset);
			}

			if (action.type === 'readBackEnded') {
				tryTo(() => onReadBack(action));
			}
		},
		/** Reads the run list back to the last visit. */
		open(): void {
			openedAt = clock.now();

			if (state().daySpending !== null) {
				loadDay();
			}

			if (isVisit) {
				tryTo(readBack);
			}
		},
		stop: () => cancelDay(),
	};
}

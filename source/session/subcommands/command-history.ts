import type {SessionContext} from '../../config/parse-options.ts';
import {errorCode} from '../../core/error-code.ts';
import type {HistoryLimits} from '../../core/history.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {StorageProblem} from '../../core/saved-state.ts';
import {cleanProse} from '../../core/text/sanitize.ts';
import type {Duration} from '../../core/time/clock.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {withTimeout} from '../../core/time/with-timeout.ts';
import {orderRecord} from '../../features/history/records.ts';
import {HistoryError, type Storage} from '../../storage/storage.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {fillHistory} from '../run-source.ts';
import {openSessionStorage} from '../session-storage.ts';
import {warn, withService, type CommandService, type Connection} from './command-service.ts';

/** The history of the account, for a command that exits. */
export type CommandHistory = Pick<Storage, 'saved' | 'history'> & {
	readonly storage: Storage;
	recordList(orders: readonly RunOrder[]): void;
	/** Resolves when all is recorded. Rejects with a `HistoryError` if that failed. */
	recorded(): Promise<void>;
	use<Result>(work: () => Promise<Result>): Promise<Result>;
};

export type AccountSources = {readonly service: CommandService; readonly history: CommandHistory};

type HistoryOpening = Pick<Connection, 'baseUrl' | 'apiKey' | 'demo'> & {
	readonly limits?: HistoryLimits;
	/** Whether to keep the history only in memory, as in a demo. */
	readonly inMemory?: boolean;
};

/** Longer than SQLite waits for other processes that write. */
const timeLimitMs: Duration = 30_000;

/** Calls `work` with the service and the history of the account, then closes both. See `withService`. */
export async function withHistory(
	context: SessionContext,
	work: (sources: AccountSources) => Promise<number>,
	limits = context.settings.historyLimits,
): Promise<number> {
	return withService(context, async service => {
		const history = await openCommandHistory(context, {...service, limits});
		return history.use(async () => work({service, history}));
	});
}

/** Opens the history. If that fails, the methods of the result reject with a `HistoryError`. */
export async function openCommandHistory(
	{options, settings, messages}: SessionContext,
	{baseUrl, apiKey, demo, limits = settings.historyLimits, inMemory = options.demo}: HistoryOpening,
): Promise<CommandHistory> {
	let failure: StorageProblem | null = null;
	const storage = await openSessionStorage(baseUrl, {
		profile: settings.profile,
		key: apiKey,
		limits,
		isStart: true,
		demo: inMemory,
		onTrouble(problem) {
			if (problem.kind === 'moved-aside') {
				warn(messages.notice({kind: 'storage', problem}, paletteName));
			} else {
				failure = problem;
			}
		},
	});

	if (demo !== null) {
		await fillHistory(demo, storage, new AbortController().signal);
	}

	function check(): void {
		if (failure !== null) {
			throw new HistoryError(failure);
		}
	}

	return {
		storage,
		saved: storage.saved,
		history: async (name, ...args) => {
			check();
			return inTime(storage.history(name, ...args));
		},
		recordList(orders) {
			storage.record(orders.map(orderRecord), clock.now());
		},
		async recorded() {
			check();
			await inTime(storage.flushed());
			check();
		},
		async use(work) {
			try {
				return await work();
			} finally {
				await storage.close();
			}
		},
	};
}

/** Rejects with a `HistoryError` after the time limit: a disk may never respond. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
	try {
		return await withTimeout(work, clock, timeLimitMs);
	} catch (error) {
		throw error instanceof HistoryError
			? error
			: new HistoryError({kind: 'not-saved', why: cleanProse(errorCode(error) ?? String(error))});
	}
}

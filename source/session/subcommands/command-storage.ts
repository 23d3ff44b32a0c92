import type {SessionContext} from '../../config/parse-options.ts';
import type {HistoryLimits} from '../../core/history.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {orderRecord} from '../../features/history/records.ts';
import {recordRun} from '../../storage/history-records.ts';
import {HistoryError, patientTimeoutMs, type Storage} from '../../storage/storage.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import {fillHistory, openAccountStorage} from '../account.ts';
import {warn, withService, type CommandService, type Connection} from './command-service.ts';

export type AccountSources = {readonly service: CommandService; readonly storage: Storage};

type CommandStorageOptions = Pick<Connection, 'baseUrl' | 'apiKey' | 'demo'> & {
	readonly limits?: HistoryLimits;
	/** Whether to keep the history only in memory, as in a demo. */
	readonly inMemory?: boolean;
};

/** Calls `work` with the service and the storage of the account, then closes both. See `withService`. */
export async function withStorage(
	context: SessionContext,
	work: (sources: AccountSources) => Promise<number>,
	limits = context.settings.historyLimits,
): Promise<number> {
	return withService(context, async service => {
		const storage = await openCommandStorage(context, {...service, limits});

		try {
			return await work({service, storage});
		} finally {
			storage.close(patientTimeoutMs);
		}
	});
}

/** Opens the storage for a command. Only what is asked or must be written fails if that cannot be used. */
export async function openCommandStorage(
	{options, settings, messages}: SessionContext,
	{
		baseUrl,
		apiKey,
		demo,
		limits = settings.historyLimits,
		inMemory = options.demo,
	}: CommandStorageOptions,
): Promise<Storage> {
	const storage = openAccountStorage(settings, {
		baseUrl,
		apiKey,
		limits,
		inMemory,
		busyTimeout: patientTimeoutMs,
		onTrouble(problem) {
			if (problem.kind === 'moved-aside') {
				warn(messages.notice({kind: 'storage', problem}, paletteName));
			}
		},
	});

	if (demo !== null) {
		await fillHistory(demo, storage, new AbortController().signal);
	}

	return storage;
}

/** Adds what the run list says about runs to the history, with what is written next. */
export function recordOrders(storage: Storage, orders: readonly RunOrder[]): void {
	orders.forEach(order => storage.write(recordRun, orderRecord(order), clock.now()));
}

/** Throws a `HistoryError` if what waits cannot be written. */
export function writeAll(storage: Storage): void {
	const problem = storage.flush(patientTimeoutMs);

	if (problem !== null) {
		throw new HistoryError(problem);
	}
}

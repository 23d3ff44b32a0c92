import {ApiError} from '../../api/errors.ts';
import type {HistoryOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {wholeHistory} from '../../core/history.ts';
import {systemClock as clock, type Instant} from '../../core/time/clock.ts';
import {dayMs} from '../../core/time/duration.ts';
import {print} from '../../events/standard-output.ts';
import {infoRecord} from '../../features/history/records.ts';
import {findRuns, readInputNames, runsWithoutInputs} from '../../storage/history-queries.ts';
import {recordInputNames, recordRun} from '../../storage/history-records.ts';
import {pruneAll} from '../../storage/history-upkeep.ts';
import {patientTimeoutMs} from '../../storage/storage.ts';
import {
	flushStorage,
	openCommandStorage,
	readList,
	reportFailure,
	warn,
	withAccount,
	type CommandAccount,
} from './command-account.ts';
import {dateText, periodStart} from './cost.ts';

/** After this many runs, their inputs are stored and the progress is printed. An interruption loses the runs since then. */
const portion = 50;
/** How many requests for inputs are in flight at once. */
const maxRequests = 4;

/** Carries out `chenyu-top history`. Resolves to the exit code. `sync` throws a `Refusal` without a key. */
export async function runHistoryCommand(
	context: SessionContext,
	{action, since}: HistoryOptions,
): Promise<number> {
	const {days} = context.settings.historyLimits;
	return action === 'prune'
		? pruneHistory(context)
		: withAccount(context, async account => {
				const from = Math.max(periodStart(since, clock.now()), clock.now() - days * dayMs);
				return syncHistory(context, account, from);
			});
}

/** Removes the runs of all accounts that exceed the limits, so it needs no key. */
async function pruneHistory(context: SessionContext): Promise<number> {
	const {options, settings, messages} = context;
	const {historyCommand, numbers} = messages;
	const anyAccount = {baseUrl: options.baseUrl, apiKey: '', demo: null};
	const storage = await openCommandStorage(context, anyAccount);

	try {
		return await reportFailure(messages, async () => {
			const {removed, bytes} = storage.query(pruneAll, settings.historyLimits, clock.now());
			return print(historyCommand.pruned(removed, numbers.size(bytes)), messages);
		});
	} finally {
		storage.close(patientTimeoutMs);
	}
}

/** Adds the runs of the run list, for those that have ended the data that only `run/info` has, and the names of inputs. */
async function syncHistory(
	{messages}: SessionContext,
	account: CommandAccount,
	from: Instant,
): Promise<number> {
	const {listing, historyCommand} = messages;
	const {send, client, signal, storage} = account;
	const {orders, unreadOf} = await readList(account, {since: from});
	flushStorage(storage);
	const ids = storage.query(runsWithoutInputs, from);
	const waiting = ids.values();
	let done = 0;
	let refused = 0;

	/** Resolves to null if the service refuses this request, but perhaps not others. */
	async function tryRequest<Response>(request: () => Promise<Response>): Promise<Response | null> {
		try {
			return await send(request);
		} catch (error) {
			if (!(error instanceof ApiError) || account.failure() !== null) {
				throw error;
			}

			return null;
		}
	}

	async function readInputs(): Promise<void> {
		for (const id of waiting) {
			const info = await tryRequest(async () => client.info(id, signal));

			if (info === null) {
				refused++;
			} else {
				storage.write(recordRun, infoRecord(id, info), clock.now());
			}

			done++;

			if (done % portion === 0) {
				flushStorage(storage);
				warn(historyCommand.progress(done, ids.length));
			}
		}
	}

	await Promise.all(Array.from({length: maxRequests}, readInputs));
	const names = storage.query(readInputNames);
	const workflows = new Set(orders.flatMap(({workflowId}) => workflowId?.exact ?? []));

	for (const id of [...workflows].filter(each => !names.has(each))) {
		const workflow = await tryRequest(async () => client.workflow(id, signal));
		storage.write(recordInputNames, id, workflow?.inputNames ?? new Map());
	}

	flushStorage(storage);

	if (unreadOf !== null) {
		warn(listing.unread(orders.length, unreadOf));
	}

	const {count} = storage.query(findRuns, {...wholeHistory, from, limit: 1}, storage.saved.labels);
	warn(historyCommand.synced(count, dateText(from), refused));
	return 0;
}

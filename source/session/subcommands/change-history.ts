import type {HistoryOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {wholeHistory} from '../../core/history.ts';
import type {Instant} from '../../core/time/clock.ts';
import {dayMs} from '../../core/time/duration.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {infoRecord} from '../../features/history/records.ts';
import type {Messages} from '../../i18n/index.ts';
import {print} from '../../report/standard-output.ts';
import {noStatusLine, statusLine} from '../../report/status-line.ts';
import {findRuns, runsWithoutInputs} from '../../storage/history-queries.ts';
import {recordRun} from '../../storage/history-records.ts';
import {pruneAll} from '../../storage/history-upkeep.ts';
import {patientTimeoutMs} from '../../storage/storage.ts';
import {failureOfRun, mapInParallel, reportFailure, warn} from './command-service.ts';
import {
	openCommandStorage,
	recordOrders,
	withStorage,
	writeAll,
	type AccountSources,
} from './command-storage.ts';
import {dateText, periodStart} from './cost-period.ts';

/** How many runs are stored at once: what an interruption loses. */
const portion = 10;

/** Carries out `chenyu-top history`. Resolves to the exit code. `sync` throws a `Refusal` without a key. */
export async function changeHistory(
	context: SessionContext,
	{action, since}: HistoryOptions,
): Promise<number> {
	const {days} = context.settings.historyLimits;
	return action === 'prune'
		? pruneHistory(context)
		: withStorage(context, async sources => {
				const from = Math.max(periodStart(since, clock.now()), clock.now() - days * dayMs);
				return syncHistory(context, sources, from);
			});
}

/** Removes the runs of all accounts that exceed the limits, so it needs no key. */
async function pruneHistory(context: SessionContext): Promise<number> {
	const {options, settings, messages} = context;
	const {historyCommand, numbers} = messages;
	const storage = await openCommandStorage(context, {
		baseUrl: options.baseUrl,
		apiKey: '',
		demo: null,
	});

	try {
		return await reportFailure(messages, async () => {
			const {removed, bytes} = storage.ask(pruneAll, settings.historyLimits, clock.now());
			return print(historyCommand.pruned(removed, numbers.size(bytes)), messages);
		});
	} finally {
		storage.close(patientTimeoutMs);
	}
}

/** Adds the runs of the list, then what only `run/info` says about those that have ended. */
async function syncHistory(
	context: SessionContext,
	{service, storage}: AccountSources,
	from: Instant,
): Promise<number> {
	const {options, messages} = context;
	const {costReport, historyCommand} = messages;
	const {send, client, signal, readRuns} = service;
	const {orders, unreadOf} = await readRuns({
		workflowId: null,
		status: null,
		since: from,
		limit: null,
	});
	recordOrders(storage, orders);
	writeAll(storage);
	const ids = storage.ask(runsWithoutInputs, from);
	const progress = showProgress(messages, ids.length);
	let loaded = 0;
	let refused = 0;

	try {
		await mapInParallel(ids, options.concurrency, async id => {
			try {
				const info = await send(async () => client.info(id, signal));
				storage.write(recordRun, infoRecord(id, info), clock.now());
				loaded++;
			} catch (error) {
				failureOfRun(error);
				refused++;
			}

			if (loaded % portion === 0) {
				writeAll(storage);
			}

			progress.advance();
		});
	} finally {
		progress.end();
	}

	writeAll(storage);

	if (unreadOf !== null) {
		warn(costReport.unread(orders.length, unreadOf));
	}

	const {count} = storage.ask(findRuns, {...wholeHistory, from, limit: 1}, storage.saved.labels);
	warn(historyCommand.synced(count, dateText(from), refused));
	return 0;
}

/** Shows the progress on stderr if that is a terminal. */
function showProgress({historyCommand, numbers}: Messages, total: number) {
	const {stderr} = process;
	const line = stderr.isTTY ? statusLine(stderr) : noStatusLine;
	const startedAt = clock.monotonic();
	let done = 0;
	return {
		advance() {
			done++;
			line.show(() => {
				const left = ((clock.monotonic() - startedAt) / done) * (total - done);
				return historyCommand.progress(done, total, numbers.wholeSeconds(left));
			});
		},
		end() {
			line.clear();
		},
	};
}

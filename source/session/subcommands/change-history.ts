import type {HistoryOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {wholeHistory, type HistoryRecord} from '../../core/history.ts';
import type {Instant} from '../../core/time/clock.ts';
import {dayMs} from '../../core/time/duration.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {infoRecord} from '../../features/history/records.ts';
import type {Messages} from '../../i18n/index.ts';
import {print} from '../../report/standard-output.ts';
import {noStatusLine, statusLine} from '../../report/status-line.ts';
import {openCommandHistory, withHistory, type AccountSources} from './command-history.ts';
import {failureOfRun, mapInParallel, reportFailure, warn} from './command-service.ts';
import {dateText, periodStart} from './cost-period.ts';

/** How many runs are stored at once: what an interruption loses. */
const portion = 10;

/** Carries out `chenyu-top history`. Resolves to the exit code. `sync` throws a `Refusal` without a key. */
export async function changeHistory(
	context: SessionContext,
	{action, since}: HistoryOptions,
): Promise<number> {
	return action === 'prune'
		? pruneHistory(context)
		: withHistory(context, async sources => {
				const from = Math.max(periodStart(since, clock.now()), oldestKept(context));
				return syncHistory(context, sources, from);
			});
}

function oldestKept({settings}: SessionContext): Instant {
	return clock.now() - settings.historyLimits.days * dayMs;
}

/** Removes the runs of all accounts that exceed the limits, so it needs no key. */
async function pruneHistory(context: SessionContext): Promise<number> {
	const {options, messages} = context;
	const {historyCommand, numbers} = messages;
	const history = await openCommandHistory(context, {
		baseUrl: options.baseUrl,
		apiKey: '',
		demo: null,
	});
	return history.use(async () =>
		reportFailure(messages, async () => {
			const {removed, bytes} = await history.history('prune', clock.now());
			return print(historyCommand.pruned(removed, numbers.size(bytes)), messages);
		}),
	);
}

/** Adds the runs of the list, then what only `run/info` says about those that have ended. */
async function syncHistory(
	context: SessionContext,
	{service, history}: AccountSources,
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
	history.recordList(orders);
	await history.recorded();
	const ids = await history.history('runsWithoutInputs', from);
	const progress = showProgress(messages, ids.length);
	let waiting: HistoryRecord[] = [];
	let refused = 0;

	let storing: Promise<void> = Promise.resolve();

	async function store(): Promise<void> {
		history.storage.record(waiting, clock.now());
		waiting = [];
		await history.recorded();
	}

	try {
		await mapInParallel(ids, options.concurrency, async id => {
			// Without it, a slow disk would store less than was requested, which an interruption would lose.
			await storing;

			try {
				const info = await send(async () => client.info(id, signal));
				waiting.push(infoRecord(id, info));
			} catch (error) {
				failureOfRun(error);
				refused++;
			}

			if (waiting.length >= portion) {
				storing = store();
				// It rejects for the next run, or at the end.
				storing.catch(() => undefined);
			}

			progress.advance();
		});
	} finally {
		progress.end();
		await storing;
		await store();
	}

	if (unreadOf !== null) {
		warn(costReport.unread(orders.length, unreadOf));
	}

	const {count} = await history.history('findRuns', {...wholeHistory, from, limit: 1});
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

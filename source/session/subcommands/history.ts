import type {HistoryOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {wholeHistory} from '../../core/history.ts';
import {listedKept} from '../../core/listed-run.ts';
import {systemClock as clock, type Instant} from '../../core/time/clock.ts';
import {dayMs} from '../../core/time/duration.ts';
import {print} from '../../events/standard-output.ts';
import {inputSources} from '../../features/runs/columns.ts';
import {findRuns} from '../../storage/history-queries.ts';
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
import {createDetailReader} from './detail-reader.ts';

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
	const {storage} = account;
	const {labels} = storage.saved;
	const {orders, unreadOf} = await readList(account, {since: from});
	flushStorage(storage);
	const {runs} = storage.query(findRuns, {...wholeHistory, from}, labels);
	const details = createDetailReader(account, listedKept);
	await details.select(runs, {matches: () => true, sources: inputSources});

	if (unreadOf !== null) {
		warn(listing.unread(orders.length, unreadOf));
	}

	const {count} = storage.query(findRuns, {...wholeHistory, from, limit: 1}, labels);
	warn(historyCommand.synced(count, dateText(from), details.refused()));
	return 0;
}

import {phaseOf} from '../../api/wire/responses.ts';
import {timeOf, type RunSelection} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase} from '../../core/execution.ts';
import {wholeHistory} from '../../core/history.ts';
import {listedOrder, type ListedRun} from '../../core/listed-run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {systemClock as clock, type Instant} from '../../core/time/clock.ts';
import type {RunColumn} from '../../features/runs/columns.ts';
import {filterRuns, runFilter} from '../../features/runs/index.ts';
import {findRuns} from '../../storage/history-queries.ts';
import {checkStatus} from '../full-ids.ts';
import {readList, type CommandAccount} from './command-account.ts';
import {createDetailReader} from './detail-reader.ts';

/** The maximum number of pages that are read of the run list. */
const maxListPages = 20;

/**
 * Returns the runs that the options of a command select, the newest first, with the values of `columns`. Throws a `Refusal`
 * for a status that no run has.
 */
export async function selectRuns(
	context: SessionContext,
	selection: RunSelection,
	account: CommandAccount,
	columns: readonly RunColumn[] = [],
): Promise<readonly ListedRun[]> {
	const {client, send, signal, storage} = account;
	const {onlyFromHistory} = selection;
	await checkStatus(context, storage, async status =>
		onlyFromHistory ? [] : (await send(async () => client.list({page: 1, status}, signal))).orders,
	);
	return onlyFromHistory
		? runsFromHistory(context, selection, account)
		: requestedRuns(context, selection, account, columns);
}

/** Says that no run was selected. */
export function noRunText(
	{options: {workflow, status}, messages: {listing}}: SessionContext,
	{filter, since, before, onlyFromHistory}: RunSelection,
): string {
	const narrowing = {workflow, status, filter: filter || null, since, before};
	const given = Object.entries(narrowing).flatMap(([name, value]) =>
		value === null ? [] : [`--${name}`],
	);
	return onlyFromHistory && given.length === 0 ? listing.noneKept : listing.none(given);
}

/** Returns the runs of the history that match, the newest first. */
function runsFromHistory(
	{options: {workflow: workflowId, status}}: SessionContext,
	selection: RunSelection,
	{storage}: CommandAccount,
): readonly ListedRun[] {
	const {since, limit} = selection;
	const now = clock.now();
	const phase = status === null ? null : phaseOf(status);
	const query = {
		...wholeHistory,
		workflowId,
		...(phase !== null && isFinalPhase(phase) ? {phases: [phase]} : {status}),
		createdFrom: since && timeOf(since, now),
	};
	const runs = storage
		.query(findRuns, query, storage.saved.labels)
		.runs.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
		.map(run => listedOrder(run, run));
	const isEarly = isBefore(selection, now);
	return filterRuns(runs, selection.filter, now)
		.filter(isEarly)
		.slice(0, limit ?? undefined);
}

/** Returns runs of the run list that match, the newest first, with what the history knows about them. */
async function requestedRuns(
	{options: {workflow: workflowId, status}, messages}: SessionContext,
	selection: RunSelection,
	account: CommandAccount,
	columns: readonly RunColumn[],
): Promise<readonly ListedRun[]> {
	const now = clock.now();
	const details = createDetailReader(account, listedOrder);
	const filter = runFilter(selection.filter, now);
	const {orders, read, unreadOf} = await readList(account, {
		workflowId,
		status,
		limit: selection.limit,
		maxPages: maxListPages,
		since: selection.since && timeOf(selection.since, now),
		select: async (found, count) =>
			details.select(found.filter(isBefore(selection, now)), filter, count),
	});

	if (unreadOf !== null) {
		account.warn(messages.listing.unread(read, unreadOf));
	}

	const runs = await details.complete(orders, columns);
	details.warnOfRefused(messages);
	return runs;
}

/** Returns whether a run was created before the end of the period. */
function isBefore({before}: RunSelection, now: Instant) {
	const until = before && timeOf(before, now);
	return ({createdAt}: Pick<RunOrder, 'createdAt'>): boolean =>
		until === null || (createdAt !== null && createdAt < until);
}

import {phaseOf} from '../../api/wire/responses.ts';
import {timeOf, type RunSelection} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isFinalPhase} from '../../core/execution.ts';
import {wholeHistory, type HistoryRun} from '../../core/history.ts';
import {listedOrder, type ListedRun} from '../../core/listed-run.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {systemClock as clock, type Instant} from '../../core/time/clock.ts';
import {filterRuns} from '../../features/runs/index.ts';
import {findRuns, findRunsById} from '../../storage/history-queries.ts';
import {checkStatus} from '../full-ids.ts';
import {readList, type CommandAccount} from './command-account.ts';

/** The maximum number of pages that are read of the run list. */
const maxListPages = 20;

/**
 * Returns the runs that the options of a command select, the newest first. Throws a `Refusal` for a status that no run has.
 */
export async function selectRuns(
	context: SessionContext,
	selection: RunSelection,
	account: CommandAccount,
): Promise<readonly ListedRun[]> {
	const {client, send, signal, storage} = account;
	const {onlyFromHistory} = selection;
	await checkStatus(context, storage, async status =>
		onlyFromHistory ? [] : (await send(async () => client.list({page: 1, status}, signal))).orders,
	);
	return onlyFromHistory
		? runsFromHistory(context, selection, account)
		: requestedRuns(context, selection, account);
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
	return matching(runs, selection, now).slice(0, limit ?? undefined);
}

/** Returns runs of the run list that match, the newest first, with what the history knows about them. */
async function requestedRuns(
	{options: {workflow: workflowId, status}, messages}: SessionContext,
	selection: RunSelection,
	account: CommandAccount,
): Promise<readonly ListedRun[]> {
	const now = clock.now();
	const {storage} = account;
	const kept = new Map<RunOrderId, HistoryRun>();
	const listed = (order: RunOrder) => listedOrder(order, kept.get(order.id.exact));
	const {orders, read, unreadOf} = await readList(
		account,
		{
			workflowId,
			status,
			limit: selection.limit,
			maxPages: maxListPages,
			since: selection.since && timeOf(selection.since, now),
			matches: order => matching([listed(order)], selection, now).length > 0,
		},
		page => {
			const ids = page.map(({id}) => id.exact);
			const known = storage.query(findRunsById, ids, storage.saved.labels);
			known.forEach(run => kept.set(run.id.exact, run));
		},
	);

	if (unreadOf !== null) {
		account.warn(messages.listing.unread(read, unreadOf));
	}

	return orders.map(listed);
}

function matching(
	runs: readonly ListedRun[],
	{filter, before}: RunSelection,
	now: Instant,
): readonly ListedRun[] {
	const until = before && timeOf(before, now);
	return filterRuns(runs, filter, now).filter(
		({createdAt}) => until === null || (createdAt !== null && createdAt < until),
	);
}

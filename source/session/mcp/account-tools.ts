import * as z from 'zod';
import {costFields, totalOf} from '../../commands/cost/columns.ts';
import {listedRunFields} from '../../commands/ls/columns.ts';
import {readSince} from '../../config/command-options.ts';
import {costGroups} from '../../core/history.ts';
import {findListColumn, type ListColumnId} from '../../core/listed-run.ts';
import {typedStatus} from '../../core/order-status.ts';
import {systemClock as clock} from '../../core/time/system-clock.ts';
import {comparisonFields, readComparison} from '../subcommands/compare-ids.ts';
import {periodStart} from '../subcommands/cost-period.ts';
import {checkListedStatus, requestedRuns} from '../subcommands/list-runs.ts';
import {coverageText, readCosts} from '../subcommands/report-costs.ts';
import {defineTool, maxBytes, offset, rows, runId, takeWithin, untrusted} from './tool.ts';

const listedColumns = (
	[
		...(['id', 'label', 'title', 'status', 'created', 'workflow', 'cost'] as const),
		...(['total', 'elapsed', 'ended', 'error'] as const),
	] satisfies readonly ListColumnId[]
).flatMap(name => findListColumn(name) ?? []);

const since = z
	.string()
	.max(40)
	.describe('A duration before now (90m, 24h, 7d), or a date like 2026-05-08 in local time.');

const list = defineTool({
	name: 'list',
	description: `Lists runs of the account, the newest first: run_order_id, title, status, created_at, workflow_id, final_amount (what was charged in CNY), and of runs that were watched total_cost, seconds, end and the reason of a failure. Costs one request per 100 runs. ${untrusted}`,
	input: {
		status: z
			.string()
			.max(60)
			.optional()
			.describe('queued, running, succeeded, failed or canceled.'),
		workflow_id: z.string().max(200).optional(),
		since: since.optional(),
		limit: z.int().min(1).max(1000).default(20),
		offset,
		max_bytes: maxBytes,
	},
	output: {runs: rows},
	async run(input, call) {
		const {context, storage} = call.session;
		const {offset: skipped, limit, max_bytes: bytes} = input;
		const status = input.status === undefined ? null : typedStatus(input.status);
		const options = {...context.options, status, workflow: input.workflow_id ?? null};
		const narrowed = {...context, options};
		const sources = {service: call.session.serviceFor(call), storage};
		await checkListedStatus(narrowed, {onlyKept: false}, sources);
		const found = await requestedRuns(
			narrowed,
			{
				since: input.since === undefined ? null : readSince('since', input.since),
				// One more shows whether there are more.
				limit: skipped + limit + 1,
				columns: listedColumns,
				sort: null,
				format: 'json',
				onlyKept: false,
			},
			sources,
		);
		const runs = takeWithin(
			found.slice(skipped),
			run => listedRunFields(run, listedColumns),
			{
				bytes,
				most: limit,
				isOpen: true,
				rest: taken =>
					`call list with offset: ${skipped + taken}, or with a larger limit and max_bytes`,
			},
			call,
		);
		return {runs};
	},
});

const cost = defineTool({
	name: 'cost',
	description: `Adds up what ended runs cost in CNY, in rows for days, workflows or statuses, and in total. spent is the total cost, billed what was charged, lost what failed and canceled runs cost. ${untrusted}`,
	input: {
		since: since.default('30d'),
		by: z.enum(costGroups).default('day'),
		max_bytes: maxBytes,
	},
	output: {rows, total: z.looseObject({})},
	async run({since: period, by, max_bytes: bytes}, call) {
		const {context, storage} = call.session;
		const {messages} = context;
		const from = periodStart(readSince('since', period), clock.now());
		const query = {by, from, until: null};
		const service = call.session.serviceFor(call);
		const found = await readCosts(context, query, {service, storage});
		// The newest days are the most useful ones.
		const sums = by === 'day' ? found.sums.toReversed() : found.sums;
		const size = {bytes, rest: () => 'use a shorter since, or a larger max_bytes'};
		const taken = takeWithin(sums, sum => costFields(sum, by), size, call);
		call.note(`These are ${coverageText(found, from, messages)}.`);
		return {rows: taken, total: costFields(totalOf(sums), by)};
	},
});

const sections = ['run', 'inputs', 'nodes', 'outputs', 'log'] as const;

const compare = defineTool({
	name: 'compare',
	description: `Compares two runs: rows with name, values (of both runs) and difference for the run, the inputs that differ, the nodes (seconds), the outputs, and the first entry in which the logs differ. Use it to find out why one run failed, or took longer, than the other. ${untrusted}`,
	input: {a: runId, b: runId, max_bytes: maxBytes},
	output: {
		...Object.fromEntries(sections.map(section => [section, rows])),
		same_inputs: z.int().optional(),
		same_log_entries: z.int(),
		log_state: z.string(),
	},
	async run({a, b, max_bytes: bytes}, call) {
		const {context, storage} = call.session;
		const service = call.session.serviceFor(call);
		const {comparison, failure} = await readComparison(
			[a, b],
			{service, storage},
			context.messages,
		);

		if (failure !== null) {
			throw failure;
		}

		const fields: Readonly<Record<string, unknown>> = comparisonFields(comparison);
		const size = {bytes: bytes / sections.length, rest: () => 'ask with a larger max_bytes'};
		const cut = Object.fromEntries(
			sections.map(section => [
				section,
				takeWithin(fields[section] as readonly object[], row => row, size, {
					note: sentence => call.note(`${section}: ${sentence}`),
				}),
			]),
		);
		return {...fields, ...cut};
	},
});

export const accountTools = [list, cost, compare];

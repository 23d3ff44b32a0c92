import * as z from 'zod';
import {readFilter, readSince} from '../../config/command-options.ts';
import {costGroups} from '../../core/history.ts';
import {typedStatus} from '../../core/run-order.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {printedColumns} from '../../features/runs/columns.ts';
import {comparisonFields, readComparison} from '../subcommands/compare.ts';
import {
	costColumns,
	costFields,
	coverageText,
	periodStart,
	readCosts,
	totalOf,
} from '../subcommands/cost.ts';
import {listedRunFields} from '../subcommands/ls.ts';
import {selectRuns} from '../subcommands/select-runs.ts';
import {
	defineTool,
	maxBytes,
	rowsOf,
	runId,
	shapeOf,
	takeWithin,
	untrustedTextWarning,
} from './tool.ts';

const leftOut = new Set(['quote', 'revision', 'started']);
const listedColumns = printedColumns.filter(({id}) => !leftOut.has(id));
const comparedSections = ['run', 'inputs', 'nodes', 'outputs', 'log'] as const;

const value = z.union([z.string(), z.number()]);
const comparedRows = rowsOf({
	name: z.string(),
	values: z.array(value.nullable()),
	difference: z.number(),
});
/** The fields of a sum of any group. Amounts are texts. */
const sumShape = shapeOf(costGroups.flatMap(costColumns), true);

const since = z
	.string()
	.describe(
		'A duration before now (90m, 24h, 7d), today, yesterday, or a date like 2026-05-08 in local time.',
	);

/** The tools about the account, or two runs of it, by their names. */
export const accountTools = {
	list: defineTool({
		title: 'List runs',
		description: `Lists runs of the account, the newest first: run_order_id, title, status, created_at, workflow_id, final_amount (what was charged in CNY), and of runs that were watched total_cost, seconds, end and the reason of a failure. Costs one request per 100 runs, and with words or terms for inputs in the filter, the first time, one for each run that may match. ${untrustedTextWarning}`,
		input: {
			status: z.string().optional().describe('queued, running, succeeded, failed or canceled.'),
			workflow_id: z.string().optional(),
			filter: z
				.string()
				.optional()
				.describe('Words and terms like status:failed, cost:>0.5 or -video.'),
			since: since.optional(),
			before: since.optional(),
			limit: z.int().min(1).max(1000).default(20),
			max_bytes: maxBytes,
		},
		output: {runs: rowsOf(shapeOf(listedColumns))},
		async run({status, workflow_id: workflow = null, ...input}, call) {
			const {filter, since: from, before: to, limit, max_bytes: bytes} = input;
			const {context} = call;
			const options = {
				...context.options,
				status: status === undefined ? null : typedStatus(status),
				workflow,
			};
			const narrowed = {...context, options};
			const selection = {
				filter: filter === undefined ? '' : readFilter('filter', filter),
				since: from === undefined ? null : readSince('since', from),
				before: to === undefined ? null : readSince('before', to),
				// One more shows whether there are more.
				limit: limit + 1,
				onlyFromHistory: false,
			};
			const found = await selectRuns(narrowed, selection, call.account);
			const size = {bytes, maxItems: limit, more: 'a larger limit, or '};
			return {runs: takeWithin(found, run => listedRunFields(run, listedColumns), size, call)};
		},
	}),

	cost: defineTool({
		title: 'Add up costs',
		description: `Adds up what ended runs cost in CNY, in rows for days, workflows or statuses, and in total. spent is the total cost, billed what was charged, lost what failed and canceled runs cost; unknown is the number of runs without a known cost, which the sums lack. ${untrustedTextWarning}`,
		input: {
			since: since.default('30d'),
			by: z.enum(costGroups).default('day'),
			max_bytes: maxBytes,
		},
		output: {rows: rowsOf(sumShape), total: z.looseObject(z.object(sumShape).partial().shape)},
		async run({since: period, by, max_bytes: bytes}, call) {
			const {context} = call;
			const from = periodStart(readSince('since', period), clock.now());
			const covered = {from, until: null, filter: ''};
			const costs = await readCosts(context, {by, ...covered}, call.account);
			// The newest days are the most useful ones.
			const sums = by === 'day' ? costs.sums.toReversed() : costs.sums;
			const size = {bytes, more: 'a shorter since, or '};
			const taken = takeWithin(sums, sum => costFields(sum, by), size, call);
			call.note(`These are ${coverageText(costs, covered, context.messages)}.`);
			return {rows: taken, total: costFields(totalOf(sums), by)};
		},
	}),

	compare: defineTool({
		title: 'Compare two runs',
		description: `Compares two runs: rows with name, values (of both runs) and difference for the run, the inputs that differ, the nodes (seconds), the outputs, and the first entry in which the logs differ. Use it to find out why one run failed, or took longer, than the other. ${untrustedTextWarning}`,
		input: {a: runId, b: runId, max_bytes: maxBytes},
		output: {
			...Object.fromEntries(comparedSections.map(section => [section, comparedRows])),
			same_inputs: z.int().optional(),
			same_log_entries: z.int(),
			log_state: z.string(),
		},
		async run({a, b, max_bytes: bytes}, {account, context, ...call}) {
			const comparison = await readComparison([a, b], account, context);
			account.throwFailure();
			const fields: Readonly<Record<string, unknown>> = comparisonFields(comparison);
			const size = {bytes: bytes / comparedSections.length};
			const cut = comparedSections.map(section => {
				const note = (sentence: string) => call.note(`${section}: ${sentence}`);
				const all = fields[section] as readonly object[];
				return [section, takeWithin(all, row => row, size, {note})];
			});
			return {...fields, ...(Object.fromEntries(cut) as object)};
		},
	}),
};

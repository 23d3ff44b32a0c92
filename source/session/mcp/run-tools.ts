import * as z from 'zod';
import {quoteInput} from '../../config/usage-error.ts';
import {failureCard} from '../../core/failure-card.ts';
import {errorIndices, logLength} from '../../core/log/run-log.ts';
import {countPhases} from '../../core/money/totals.ts';
import {outputKindNames} from '../../core/output/kinds.ts';
import {expiryOf} from '../../core/output/output-address.ts';
import {errorFields} from '../../core/problem.ts';
import {runFieldEntries} from '../../core/run-fields.ts';
import {hasEnded, isFromHistory, type Run} from '../../core/run.ts';
import {rfc3339} from '../../core/time/calendar.ts';
import {systemClock as clock, waitFor} from '../../core/time/clock.ts';
import {eventFields} from '../../events/event-fields.ts';
import {isComplete} from '../../events/outcome.ts';
import {countTexts} from '../../events/run-texts.ts';
import {logFields} from '../../features/log/export.ts';
import type {Messages} from '../../i18n/messages.ts';
import {paletteName} from '../../store/keys/key-of.ts';
import type {State} from '../../store/state.ts';
import {Refusal} from '../refusal.ts';
import type {ToolCall} from './mcp-session.ts';
import {
	defineTool,
	maxBytes,
	rowsOf,
	runId,
	shape,
	shapeOf,
	takeWithin,
	untrustedTextWarning,
} from './tool.ts';

/** The fields that say which run a result is about. */
const headShape = {run_order_id: z.string(), status: z.string().optional()};
const statusRows = rowsOf({
	...shapeOf(runFieldEntries),
	...shape({
		string: 'run_order_id reason detail engine_code failed_node advice problem',
		number: 'status_code outputs log_entries log_errors',
		boolean: 'ended from_history',
	}),
});
const logRows = rowsOf(
	shape({
		string: 'logged_at level event_type node_id message',
		number: 'n progress_percent value max fraction',
	}),
);
const outputRows = rowsOf(
	shape({string: 'key kind name value expires_at', boolean: 'has_expired'}),
);

const ids = z.array(runId).min(1).max(50).describe('Run order ids.');

/** The tools about runs, by their names. */
export const toolsAboutRuns = {
	status: defineTool({
		title: 'State of runs',
		description: `The state of runs: status, ended, progress_percent, queue_position, eta_sec (estimated seconds left), stalled_since, late_since, costs in CNY, times, and of a failed run reason, detail, failed_node and advice. A field that is missing is unknown. ${untrustedTextWarning}`,
		input: {ids, max_bytes: maxBytes},
		output: {runs: statusRows},
		async run({ids: typed, max_bytes: bytes}, call) {
			return statusResult(await call.read(await call.fullIds(typed)), bytes, call);
		},
	}),

	wait: defineTool({
		title: 'Wait for runs',
		description: `Waits until runs have ended, then returns what status returns. Prefer it to calling status again and again. reason is "done", or "timeout" if the time was not enough: then call it again. ${untrustedTextWarning}`,
		input: {
			ids,
			until: z.enum(['all', 'any', 'first-failure']).default('all'),
			timeout_sec: z.int().min(1).default(50).describe('Many clients give up after 60 s.'),
			max_bytes: maxBytes,
		},
		output: {reason: z.enum(['done', 'timeout']), runs: statusRows},
		async run({ids: typed, until, timeout_sec: timeout, max_bytes: bytes}, call) {
			const {context, signal} = call;
			const start = clock.monotonic();
			const elapsedSec = () => (clock.monotonic() - start) / 1000;
			const all = await call.fullIds(typed);
			let state = await call.read(all);

			while (!isComplete(state, until) && elapsedSec() < timeout) {
				const {other, ...counts} = countPhases(state.runs.values());
				const texts = countTexts({...counts, unfinished: other}, context.messages);
				call.showProgress(elapsedSec(), timeout, texts.join(', '));
				const pause = Math.min(context.options.interval, (timeout - elapsedSec()) * 1000);
				await waitFor(pause, clock, signal);
				const unfinished = [...state.runs.values()].filter(run => !hasEnded(run));
				state = await call.read(
					all,
					unfinished.map(({id}) => id),
				);
			}

			const isDone = isComplete(state, until);

			if (!isDone) {
				call.note('The time was over before the runs ended: call wait again to go on.');
			}

			return {reason: isDone ? 'done' : 'timeout', ...statusResult(state, bytes, call)};
		},
	}),

	log: defineTool({
		title: 'Log of a run',
		description: `The newest entries of the log of a run, the oldest of them first. n is the number of an entry in the whole log. ${untrustedTextWarning}`,
		input: {
			id: runId,
			tail: z.int().min(1).max(1000).default(40).describe('The number of entries at most.'),
			search: z.string().default('').describe('Only entries with this text, in any case.'),
			errors_only: z.boolean().default(false),
			before: z.int().min(1).optional().describe('Only entries before this number, to read on.'),
			max_bytes: maxBytes,
		},
		output: {...headShape, log_entries: z.int(), matching: z.int(), entries: logRows},
		async run({id, tail, search, errors_only: onlyErrors, before, max_bytes: bytes}, call) {
			const run = await readOne(id, call);
			const wanted = search.toLowerCase();
			const matching = run.log.entries
				.map((entry, place) => ({entry, n: run.log.leftOut + place + 1}))
				.filter(
					({entry: {severity, message, nodeId, eventType}, n}) =>
						n < (before ?? Infinity) &&
						(!onlyErrors || severity === 'error') &&
						[message, nodeId, eventType].some(text => text?.safe.toLowerCase().includes(wanted)),
				)
				.toReversed();
			const entries = takeWithin(
				matching,
				({entry, n}) => ({n, ...logFields(entry)}),
				{bytes, maxItems: tail, more: 'before, a larger tail, or '},
				call,
			);
			return {
				...headOf(run),
				log_entries: logLength(run.log),
				matching: matching.length,
				entries: entries.toReversed(),
			};
		},
	}),

	outputs: defineTool({
		title: 'Outputs of a run',
		description: `What a run has made: key, kind, and value, which is the text or the address of the file. A signed address works until expires_at, for everyone who has it: do not publish it. ${untrustedTextWarning}`,
		input: {id: runId, kind: z.enum(outputKindNames).optional(), max_bytes: maxBytes},
		output: {...headShape, outputs_not_read: z.int().optional(), outputs: outputRows},
		async run({id, kind: wanted, max_bytes: bytes}, call) {
			const run = await readOne(id, call);
			const matching = (run.execution?.outputs ?? []).filter(
				({kind}) => wanted === undefined || kind === wanted,
			);
			const outputs = takeWithin(
				matching,
				({key, kind, name, value, address}) => {
					const expiry = address === null ? null : expiryOf(address);
					return {
						key: key.exact,
						kind,
						name: name?.exact ?? null,
						value: value.exact,
						expires_at: rfc3339(expiry),
						has_expired: expiry === null ? null : expiry <= clock.now(),
					};
				},
				{bytes, more: 'a kind, or '},
				call,
			);
			return {...headOf(run), outputs_not_read: run.execution?.outputsLeftOut || null, outputs};
		},
	}),
};

/** Throws a `Refusal` if nothing is known of the run. */
async function readOne(typed: string, call: ToolCall): Promise<Run> {
	const {runs} = await call.read(await call.fullIds([typed]));
	const [run] = runs.values();

	if (run === undefined || run.execution === null) {
		throw new Refusal(run === undefined ? '' : (problemOf(run, call.context.messages) ?? ''));
	}

	if (isFromHistory(run)) {
		call.note('The service no longer has this run. This is from the history, without signatures.');
	}

	return run;
}

function headOf({id, execution}: Run) {
	return {run_order_id: id, status: execution?.status.exact ?? null};
}

/** Throws a `Refusal` if nothing is known of any of the runs. */
function statusResult({runs}: State, bytes: number, call: ToolCall): object {
	const all = [...runs.values()];
	const {messages} = call.context;

	if (all.every(({execution}) => execution === null)) {
		throw new Refusal([...new Set(all.map(run => problemOf(run, messages)))].join(' '));
	}

	const size = {bytes, more: 'fewer runs, or '};
	return {runs: takeWithin(all, run => statusOf(run, messages), size, call)};
}

function statusOf(run: Run, messages: Messages): object {
	const card = failureCard(run);
	return {
		run_order_id: run.id,
		...(run.execution !== null && {
			ended: hasEnded(run),
			...eventFields(run),
			...(card !== null && {
				...errorFields(run.execution.error),
				failed_node: card.node?.node.exact ?? null,
				advice: messages.failure.try(card.advice, paletteName).join(' '),
			}),
			outputs: run.execution.outputs.length,
			log_entries: logLength(run.log),
			log_errors: errorIndices(run.log).length,
			from_history: isFromHistory(run) || null,
		}),
		problem: problemOf(run, messages),
	};
}

/** Says why the newest request for the run has failed; null if it has not. */
function problemOf(run: Run, {problem: sentences}: Messages): string | null {
	const {problem} = run.polling;

	// What the service has forgotten is from the history.
	if (problem === null || (problem.kind === 'not-found' && isFromHistory(run))) {
		return null;
	}

	return problem.kind === 'not-found'
		? `Neither the service nor the history has the run "${quoteInput(run.id)}". Check its id with list. A run that was submitted a moment ago becomes known within seconds: use wait.`
		: sentences.sentence(problem);
}

import {ApiError} from '../api/errors.ts';
import type {CompareOptions} from '../config/cost-options.ts';
import {quoteInput} from '../config/quote-input.ts';
import {isFinalPhase} from '../core/execution.ts';
import {emptyLog, logOf} from '../core/log/log-store.ts';
import type {RunOrderId} from '../core/run.ts';
import {escapeInvisible} from '../core/text/escape-invisible.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {systemClock as clock} from '../core/time/system-clock.ts';
import {compareRuns, type ComparedRun, type Comparison} from '../features/compare/comparison.ts';
import {comparisonLines} from '../features/compare/lines.ts';
import {compareLogs} from '../features/compare/log-reading.ts';
import {comparisonMarkdown} from '../features/compare/texts.ts';
import {executionOf} from '../features/history/reopen.ts';
import {emptyTracker, nodeTimeline} from '../features/nodes/index.ts';
import type {Messages} from '../i18n/index.ts';
import {paintLine} from '../commands/rows/table.ts';
import {toJsonValue} from '../report/event-fields.ts';
import {print} from '../report/standard-output.ts';
import {openCommandHistory, type CommandHistory} from './command-history.ts';
import {isOfWholeService, withService, type CommandService} from './command-service.ts';
import {fullIds, knownIds} from './full-ids.ts';
import {keptOf} from './kept-data.ts';
import {exitCodes, Refusal} from './refusal.ts';
import {stdoutAppearance} from './rows-text.ts';
import type {SessionContext} from './run-source.ts';

/** The width of the text where stdout is no terminal, in cells. */
const usualWidth = 100;

/** Compares two runs (`chenyu-top compare`). Resolves to the exit code. Throws a `Refusal` for an unknown run. */
export async function compareIds(
	context: SessionContext,
	{ids, format}: CompareOptions,
): Promise<number> {
	const {messages} = context;
	return withService(context, async service => {
		const history = await openCommandHistory(context, service);
		return history.use(async () => {
			const [a = '', b = ''] = await fullIds(ids, knownIds(history, service.client), messages);

			if (a === b) {
				throw new Refusal(messages.usage.wrong.twoIds);
			}

			const read = async (id: RunOrderId) => readRun(id, service, history, messages);
			const runs = [await read(a), await read(b)] as const;
			const log = compareLogs([runs[0].log, runs[1].log], Infinity, null);
			return print(textOf(compareRuns(runs, log), format, context), messages);
		});
	});
}

function textOf(
	comparison: Comparison,
	format: CompareOptions['format'],
	context: SessionContext,
): string {
	switch (format) {
		case 'json':
			return jsonOf(comparison);
		case 'markdown':
			return comparisonMarkdown(comparison, context.messages).trimEnd();
		case 'text': {
			const appearance = stdoutAppearance(context);
			return comparisonLines(comparison, process.stdout.columns || usualWidth, appearance)
				.map(line => paintLine(line, appearance))
				.join('\n');
		}
	}
}

function jsonOf({sections, sameInputs, log}: Comparison): string {
	const rowsOf = sections.map(({id, rows}) => [
		id,
		rows.map(({name, type, values, difference}) => ({
			name: name.exact,
			values: values.map(value => toJsonValue(value, type)),
			difference: toJsonValue(difference, type),
		})),
	]);
	return escapeInvisible(
		JSON.stringify({
			...Object.fromEntries(rowsOf),
			same_inputs: sameInputs,
			same_log_entries: log.same,
			log_state: log.state,
		}),
	);
}

/**
 * Asks the service, and the history for what the service does not have (any more). Throws a `Refusal` if both have
 * nothing.
 */
async function readRun(
	id: RunOrderId,
	{send, client, signal}: CommandService,
	{history}: CommandHistory,
	{compare: {unknownRun}}: Messages,
): Promise<ComparedRun> {
	const known = async <Response>(request: () => Promise<Response>): Promise<Response | null> =>
		send(request).catch((error: unknown) => {
			if (!(error instanceof ApiError) || isOfWholeService(error)) {
				throw error;
			}

			return null;
		});
	const response = await known(async () => client.execution(id, signal));
	const info = await known(async () => client.info(id, signal));
	const [kept] = await history('runs', [id]);
	const found =
		response === null
			? (keptOf(await history('response', id)) ??
				(kept && {execution: executionOf(kept), log: emptyLog()}))
			: {execution: response.execution, log: logOf(response.logs, [])};

	if (found === undefined) {
		throw new Refusal(unknownRun(quoteInput(id)), exitCodes.gaveUp);
	}

	const {execution, log} = found;
	const workflowId = execution.workflowId?.exact ?? '';
	const workflow =
		workflowId === '' || kept?.order.title
			? null
			: await known(async () => client.workflow(workflowId, signal));
	return {
		id,
		label: cleanName(id),
		title: kept?.order.title ?? workflow?.title ?? null,
		execution,
		log,
		inputs: info?.inputs ?? kept?.inputs ?? null,
		nodes: nodeTimeline(emptyTracker.extend(log, log.length), {
			...execution,
			isFinal: isFinalPhase(execution.phase),
			asOf: clock.now(),
		}),
	};
}

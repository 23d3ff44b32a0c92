import type {ApiError} from '../../api/errors.ts';
import {paintLine, stdoutAppearance} from '../../commands/rows.ts';
import type {CompareOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {RunOrderId} from '../../core/run.ts';
import {escapeInvisible} from '../../core/text/escape-invisible.ts';
import {compareRuns, type ComparedRun, type Comparison} from '../../features/compare/comparison.ts';
import {comparisonLines} from '../../features/compare/lines.ts';
import {nodesOf} from '../../features/nodes/index.ts';
import type {Messages} from '../../i18n/index.ts';
import {toJsonValue} from '../../report/event-fields.ts';
import {print} from '../../report/standard-output.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import {withStorage, type AccountSources} from './command-storage.ts';
import {readRuns, unreadText, usableStorage} from './find-run.ts';

/** The width of the text where stdout is no terminal, in cells. */
const defaultWidth = 100;

/** Compares two runs (`chenyu-top compare`). Resolves to the exit code. Throws a `Refusal` for an unknown run. */
export async function compareIds(
	context: SessionContext,
	{ids, asJson}: CompareOptions,
): Promise<number> {
	const {messages} = context;
	return withStorage(context, async sources => {
		const {comparison, failure} = await readComparison(
			ids,
			sources,
			messages,
			context.options.certainIds,
		);
		const text = asJson
			? escapeInvisible(JSON.stringify(comparisonFields(comparison)))
			: comparisonText(comparison, context);
		const exitCode = await print(text, messages);

		if (failure !== null) {
			throw failure;
		}

		return exitCode;
	});
}

/** `failure`: why the service did not respond; the comparison is then that of the history. Rejects if a run is unknown. */
export async function readComparison(
	ids: CompareOptions['ids'],
	sources: AccountSources,
	messages: Messages,
	certainIds?: ReadonlySet<RunOrderId>,
): Promise<{readonly comparison: Comparison; readonly failure: ApiError | null}> {
	const {service} = sources;
	const known = knownIds(sources.storage, service.client);
	const [a = '', b = ''] = await fullIds(ids, known, messages, certainIds);

	if (a === b) {
		throw new Refusal(messages.usage.errors.twoIds);
	}

	const storage = usableStorage(sources, messages);
	const {found, failure} = await readRuns([a, b], {service, storage}, 1);
	const runs = found.map(({id, run, problem}): ComparedRun => {
		if (run === null) {
			throw failure ?? new Refusal(unreadText(id, problem, messages), exitCodes.gaveUp);
		}

		return {...run, nodes: nodesOf(run)};
	}) as [ComparedRun, ComparedRun];
	return {comparison: compareRuns(runs), failure};
}

function comparisonText(comparison: Comparison, context: SessionContext): string {
	const appearance = stdoutAppearance(context);
	return comparisonLines(comparison, process.stdout.columns || defaultWidth, appearance)
		.map(line => paintLine(line, appearance))
		.join('\n');
}

export function comparisonFields({sections, sameInputs, log}: Comparison) {
	return {
		...Object.fromEntries(
			sections.map(({id, rows}) => [
				id,
				rows.map(({name, type, values, difference}) => ({
					name: name.exact,
					values: values.map(value => toJsonValue(value, type)),
					difference: toJsonValue(difference, type),
				})),
			]),
		),
		same_inputs: sameInputs,
		same_log_entries: log.same,
		log_state: log.state,
	};
}

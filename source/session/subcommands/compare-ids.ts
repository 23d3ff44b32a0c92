import {paintLine} from '../../commands/rows/table.ts';
import type {CompareOptions} from '../../config/cost-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {RunOrderId} from '../../core/run.ts';
import {escapeInvisible} from '../../core/text/escape-invisible.ts';
import {compareLogs} from '../../features/compare/compare-logs.ts';
import {compareRuns, type ComparedRun, type Comparison} from '../../features/compare/comparison.ts';
import {comparisonLines} from '../../features/compare/lines.ts';
import {comparisonMarkdown} from '../../features/compare/texts.ts';
import {nodesOfLog} from '../../features/nodes/index.ts';
import type {Messages} from '../../i18n/index.ts';
import {toJsonValue} from '../../report/event-fields.ts';
import {print} from '../../report/standard-output.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import {withHistory, type AccountSources} from './command-history.ts';
import {findRun, unreadText, usableHistory} from './find-run.ts';
import {stdoutAppearance} from './rows-text.ts';

/** The width of the text where stdout is no terminal, in cells. */
const defaultWidth = 100;

/** Compares two runs (`chenyu-top compare`). Resolves to the exit code. Throws a `Refusal` for an unknown run. */
export async function compareIds(
	context: SessionContext,
	{ids, format}: CompareOptions,
): Promise<number> {
	const {messages} = context;
	return withHistory(context, async sources => {
		const comparison = await readComparison(ids, sources, messages);
		return print(formatComparison(comparison, format, context), messages);
	});
}

export async function readComparison(
	ids: CompareOptions['ids'],
	sources: AccountSources,
	messages: Messages,
): Promise<Comparison> {
	const {service} = sources;
	const [a = '', b = ''] = await fullIds(ids, knownIds(sources.history, service.client), messages);

	if (a === b) {
		throw new Refusal(messages.usage.errors.twoIds);
	}

	const history = await usableHistory(sources, messages);
	const read = async (id: RunOrderId): Promise<ComparedRun> => {
		const {run, problem} = await findRun(id, service, history);

		if (run === null) {
			throw new Refusal(unreadText(id, problem, messages), exitCodes.gaveUp);
		}

		return {...run, nodes: nodesOfLog(run)};
	};
	const runs = [await read(a), await read(b)] as const;
	return compareRuns(runs, compareLogs([runs[0].log, runs[1].log], Infinity, null));
}

function formatComparison(
	comparison: Comparison,
	format: CompareOptions['format'],
	context: SessionContext,
): string {
	switch (format) {
		case 'json':
			return escapeInvisible(JSON.stringify(comparisonFields(comparison)));
		case 'markdown':
			return comparisonMarkdown(comparison, context.messages).trimEnd();
		case 'text': {
			const appearance = stdoutAppearance(context);
			return comparisonLines(comparison, process.stdout.columns || defaultWidth, appearance)
				.map(line => paintLine(line, appearance))
				.join('\n');
		}
	}
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

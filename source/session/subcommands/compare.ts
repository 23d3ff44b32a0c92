import {coloredLine, stdoutAppearance} from '../../commands/rows.ts';
import type {CompareOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import type {Run} from '../../core/run.ts';
import {visibleJson} from '../../core/text/json-text.ts';
import {toJsonValue} from '../../events/event-fields.ts';
import {print} from '../../events/standard-output.ts';
import {comparisonLines} from '../../features/compare/comparison-text.ts';
import {compareRuns, type Comparison} from '../../features/compare/comparison.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {exitCodes, Refusal} from '../refusal.ts';
import {withAccount, type CommandAccount} from './command-account.ts';
import {readRuns} from './run-reader.ts';

/** The width of the text where stdout is no terminal, in cells. */
const defaultWidth = 100;

/** Compares two runs (`chenyu-top compare`). Resolves to the exit code. Throws a `Refusal` for an unknown run. */
export async function compareIds(
	context: SessionContext,
	{ids, asJson}: CompareOptions,
): Promise<number> {
	const {messages} = context;
	return withAccount(context, async account => {
		const comparison = await readComparison(ids, account, context);
		const appearance = stdoutAppearance(context);
		const text = asJson
			? visibleJson(comparisonFields(comparison))
			: comparisonLines(comparison, process.stdout.columns || defaultWidth, appearance)
					.map(line => coloredLine(line, appearance))
					.join('\n');
		const exitCode = await print(text, messages);

		account.throwFailure();
		return exitCode;
	});
}

/** Reads two runs. If the service does not respond, they are from the history. Rejects if one is unknown. */
export async function readComparison(
	typed: CompareOptions['ids'],
	account: CommandAccount,
	context: SessionContext,
): Promise<Comparison> {
	const {messages} = context;
	const ids = await fullIds(typed, knownIds(account), context);

	if (ids[0] === ids[1]) {
		throw new Refusal(messages.usage.errors.twoIds);
	}

	const {runs, unread} = await readRuns(ids, account, messages);
	const [missing] = unread;

	if (missing !== undefined) {
		account.throwFailure();
		throw new Refusal(missing.why, exitCodes.gaveUp);
	}

	const pair: readonly Run[] = runs;
	return compareRuns(pair as [Run, Run]);
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

import {elapsedMs, executionCost} from '../core/execution.ts';
import {errorLine} from '../core/failure-card.ts';
import {noMoney} from '../core/money/money.ts';
import {countRuns} from '../core/money/totals.ts';
import {isFile, outputName, type Output} from '../core/output/output.ts';
import {watchedRuns, type Run} from '../core/run.ts';
import {withoutQueries} from '../core/text/without-secrets.ts';
import {downloadOf} from '../features/outputs/download/reduce.ts';
import {watchedTitleTexts} from '../features/runs/inputs.ts';
import {shortIds} from '../features/runs/list.ts';
import type {State} from '../store/state.ts';
import {shellWord} from '../terminal/shell-words.ts';
import {alignColumns, cellWidth, truncate, truncateStart} from '../terminal/width.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import {briefAmount, elapsedText, roundedAmount, sharedDecimals} from '../ui/units.ts';
import {runWord, tallyText} from './run-texts.ts';

export type ReceiptOptions = {
	readonly appearance: Appearance;
	/** The width of the terminal in cells. All lines are cut to it, except the command to watch the same runs again. */
	readonly columns: number;
	/** The options in the command to watch the same runs again, such as `--demo`. */
	readonly resumeOptions: readonly string[];
};

/** The maximum number of outputs in the row of a run. */
const shownOutputs = 2;
/** The maximum width in cells of an output: a text, or the end of the path of a saved file. */
const outputCells = 40;
/** The usual width, in cells, of the state, id, time and cost together, and the minimum width of the title. */
const besideTitle = 36;
const minTitle = 8;
/** The indices of the columns with the elapsed time and the cost. */
const elapsedColumn = 3;
const costColumn = 4;
/** The maximum number of ids in the command to watch the same runs again. A short text replaces a longer command. */
const maxIds = 8;

/**
 * Printed after the screen closes: one line per run, a total, and a command to resume, if there were runs, then why the
 * account could not be read.
 */
export function receipt(state: State, options: ReceiptOptions): readonly string[] {
	const runs = watchedRuns(state.runs);
	const {appearance, columns} = options;
	const {messages, glyphs} = appearance;
	const {events, problem: sentences} = messages;
	const problem = state.denied ?? state.discovery?.failure?.problem ?? null;
	const problems = state.replay !== null || problem === null ? [] : [sentences.ofList(problem)];

	if (runs.length === 0) {
		return problems.length === 0 ? [messages.list.noRuns.inReplay] : problems;
	}

	const counts = countRuns(runs);
	const cost =
		counts.totalCost === null ? events.costUnknown : briefAmount(counts.totalCost, appearance);
	const ids = shortIds(state.runs);
	// Cut before it is measured, since an unknown status or a title may be megabytes long.
	const cut = (text: string, cells: number) =>
		truncate(withoutQueries(text.slice(0, 1000)), cells, glyphs);
	const costs = runs.map(({execution}) => executionCost(execution));
	const decimals = sharedDecimals(costs);
	const results = runs.map(run => cut(resultText(run, state, appearance), columns));
	const room = columns - besideTitle;
	const beside = room - Math.max(...results.map(text => cellWidth(text)));
	const titleCells = Math.max(minTitle, Math.min(room, Math.max(beside, Math.floor(columns / 3))));
	const rows = runs.map((run, index) => {
		const {execution} = run;
		const elapsed = elapsedMs(execution, state.now);
		const known = executionCost(execution);
		const titles = watchedTitleTexts(run, state).join(' · ');
		return [
			cut(`${glyphs.phases[execution?.phase ?? 'waiting']} ${runWord(run, messages)}`, columns),
			ids.get(run.id) ?? run.safeId,
			cut(titles, titleCells),
			execution === null || elapsed === null ? '' : elapsedText(elapsed, execution.phase, messages),
			known === null || known === noMoney ? '' : roundedAmount(known, decimals, appearance),
			results[index] ?? '',
		];
	});
	const total = `${events.runs(runs.length)}${events.colon}${tallyText(counts, messages, cost)}`;
	return [
		...[...alignColumns(rows, [elapsedColumn, costColumn]), total].map(row =>
			truncate(row, columns, glyphs),
		),
		`${events.resume}${events.colon}${resumeCommand(state, options)}`,
		...problems,
	];
}

/** Returns why the run failed, or its first outputs. */
function resultText(run: Run, state: State, {glyphs, messages}: Appearance): string {
	const {outputs = [], phase, error = null} = run.execution ?? {};
	const reason = error === null ? null : errorLine(error);

	if (phase === 'failed' && reason !== null) {
		return reason.safe;
	}

	const more = outputs.length - shownOutputs;
	return [
		...outputs.slice(0, shownOutputs).map(output => {
			const download = downloadOf(state, {run, output})?.phase;
			return download?.kind === 'done'
				? truncateStart(download.path.safe, outputCells, glyphs)
				: truncate(outputText(output), outputCells, glyphs);
		}),
		...(more > 0 ? [messages.events.moreOutputs(more)] : []),
	].join('  ');
}

/** Returns the text of an output, or the name of its file. Never an address, whose query may be a signature. */
function outputText(output: Output): string {
	return isFile(output) ? outputName(output) : withoutQueries(output.value.safe);
}

function resumeCommand(
	{runs, replay, discovery}: State,
	{appearance, resumeOptions}: ReceiptOptions,
): string {
	// A watch that has discovered its runs finds them again.
	const ids = replay === null && discovery === null ? watchedRuns(runs).map(({id}) => id) : [];

	if (ids.length > maxIds) {
		return appearance.messages.events.sameCommand(ids.length);
	}

	const words = [...resumeOptions, ...(ids.some(id => id.startsWith('-')) ? ['--'] : []), ...ids];
	return ['chenyu-top', ...words.map(word => shellWord(word))].join(' ');
}

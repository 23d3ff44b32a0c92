import {elapsedMs, executionCost} from '../core/execution.ts';
import {countRuns} from '../core/money/totals.ts';
import type {Output} from '../core/output/output.ts';
import {watchedRuns, type Run} from '../core/run.ts';
import {withoutQueries} from '../core/text/without-secrets.ts';
import type {Instant} from '../core/time/clock.ts';
import {downloadOf} from '../features/outputs/download/reduce.ts';
import {labelOf} from '../features/runs/saved.ts';
import {shortIds} from '../features/runs/short-ids.ts';
import type {State} from '../store/state.ts';
import {shellWord} from '../terminal/shell-words.ts';
import {alignColumns, cellWidth, truncate, truncateStart} from '../terminal/width.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import {amount, elapsedText} from '../ui/units.ts';
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
const minTitle = 8;
/** The place of the elapsed time in `cellsOf`. */
const elapsedColumn = 3;
/** The maximum number of ids in the command to watch the same runs again. A short text replaces a longer command. */
const maxIds = 8;
const gap = '  ';

/**
 * Printed after the screen closes: one line per run, a total, and a command to resume, if there were runs, then why the
 * account could not be read.
 */
export function receipt(state: State, options: ReceiptOptions): readonly string[] {
	const runs = watchedRuns(state.runs);
	const problems = problemLines(state, options.appearance);

	if (runs.length === 0) {
		return problems;
	}

	const {
		appearance,
		appearance: {messages, glyphs},
		columns,
	} = options;
	const {runs: runWords, colon, resume} = messages.report;
	const counts = countRuns(runs);
	const {totalCost} = counts;
	const cost = totalCost === null ? messages.report.costUnknown : amount(totalCost, appearance);
	const total = tallyText(counts, messages, cost);
	return [
		...[...runRows(runs, state, options), `${runWords(runs.length)}${colon}${total}`].map(row =>
			truncate(row.trimEnd(), columns, glyphs),
		),
		`${resume}${colon}${resumeCommand(state, options)}`,
		...problems,
	];
}

/** Says what was wrong, and what to do, if the service refused the key or the run list. */
function problemLines(
	{denied, discovery, replay}: State,
	{messages: {problem: sentences}}: Appearance,
): readonly string[] {
	const problem = denied ?? discovery?.failure?.problem ?? null;
	return replay !== null || problem === null ? [] : [sentences.ofList(problem)];
}

/** Returns one row per run. If a row is too wide, titles are cut, so that up to half of their room is left for outputs. */
function runRows(runs: readonly Run[], state: State, options: ReceiptOptions): readonly string[] {
	const {
		columns,
		appearance: {glyphs},
	} = options;
	const titles = runs.map(({id, title}) =>
		[title?.safe ?? '', labelOf(state, id)?.safe ?? '']
			.filter(text => text !== '')
			.map(withoutQueries)
			.map(text => truncate(text, columns, glyphs))
			.join(' · '),
	);
	const outputs = runs.map(run => outputsText(run, state, options));
	const [widestTitle, widestOutputs] = [titles, outputs].map(texts =>
		Math.max(...texts.map(cellWidth)),
	) as [number, number];
	const ids = shortIds(runs);

	function heads(titleCells: number): readonly string[] {
		return alignColumns(
			runs.map((run, index) => {
				const title = truncate(titles[index] ?? '', titleCells, glyphs);
				return cellsOf(run, ids.get(run.id) ?? run.label, title, state.now, options);
			}),
			elapsedColumn,
		);
	}

	const room = columns - Math.max(...heads(widestTitle).map(cellWidth)) + widestTitle - gap.length;
	const titleCells = Math.max(minTitle, room - widestOutputs, Math.floor(room / 2));
	return heads(Math.min(widestTitle, titleCells)).map(
		(head, index) => `${head}${gap}${outputs[index] ?? ''}`,
	);
}

function cellsOf(
	run: Run,
	id: string,
	title: string,
	now: Instant,
	{appearance, columns}: ReceiptOptions,
): readonly string[] {
	const {messages, glyphs} = appearance;
	const {execution} = run;
	const elapsed = elapsedMs(execution, now);
	const cost = executionCost(execution);
	// Cut before it is measured, since an unknown status may be megabytes long.
	const word = truncate(withoutQueries(runWord(run, messages)), columns, glyphs);
	return [
		`${glyphs.phases[execution?.phase ?? 'waiting']} ${word}`,
		id,
		title,
		execution === null || elapsed === null ? '' : elapsedText(elapsed, execution.phase, messages),
		cost === null ? '' : amount(cost, appearance),
	];
}

function outputsText(run: Run, state: State, {appearance}: ReceiptOptions): string {
	const {glyphs, messages} = appearance;
	const outputs = run.execution?.outputs ?? [];
	const more = outputs.length - shownOutputs;
	return [
		...outputs.slice(0, shownOutputs).map(output => {
			const phase = downloadOf(state, {run, output})?.phase;
			return phase?.kind === 'done'
				? truncateStart(phase.path.safe, outputCells, glyphs)
				: truncate(outputText(output), outputCells, glyphs);
		}),
		...(more > 0 ? [messages.report.moreOutputs(more)] : []),
	].join(gap);
}

/** Returns the text of an output, or the name of its file. Never an address, whose query may be a signature. */
function outputText({key, address, value, name}: Output): string {
	return withoutQueries(address === null ? value.safe : (name ?? key).safe);
}

function resumeCommand({runs, replay}: State, options: ReceiptOptions): string {
	const {
		appearance: {messages},
		resumeOptions,
	} = options;
	const ids = replay === null ? [...runs.keys()] : [];

	if (ids.length > maxIds) {
		return messages.report.sameCommand(ids.length);
	}

	const words = [...resumeOptions, ...(ids.some(id => id.startsWith('-')) ? ['--'] : []), ...ids];
	return ['chenyu-top', ...words.map(word => shellWord(word))].join(' ');
}

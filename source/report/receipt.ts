import {elapsedMs, executionCost} from '../core/execution.ts';
import {countRuns} from '../core/money/totals.ts';
import type {Output} from '../core/output/output.ts';
import {watchedRuns, type Run} from '../core/run.ts';
import {withoutQueries} from '../core/text/without-secrets.ts';
import type {Instant} from '../core/time/clock.ts';
import {downloadOf} from '../features/outputs/download/requests.ts';
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
/** The maximum width in cells of an output that is a text. */
const shownText = 40;
/**
 * If a row is too wide, all paths of saved outputs are cut to this width in cells. They are cut at the start, so that
 * the file name remains.
 */
const shownPath = 30;
/** The maximum number of ids in the command to watch the same runs again. A short text replaces a longer command. */
const maxIds = 8;
const minTitle = 8;
/** Outputs are left out if less room than this is left for them, in cells. */
const minOutput = 16;
/** The place of the elapsed time in `cellsOf`. */
const elapsedColumn = 3;
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

/**
 * Returns one row per run. If any row is wider than the terminal, the ids, and the addresses and paths of outputs become
 * shorter in all rows. If that is not enough, titles and outputs are cut as well.
 */
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
	const ids = shortIds(runs);
	const widest = Math.max(...titles.map(cellWidth));

	function heads(isShort: boolean, cells = widest): readonly string[] {
		return alignColumns(
			runs.map((run, index) => {
				const id = isShort ? (ids.get(run.id) ?? run.label) : run.label;
				return cellsOf(run, id, truncate(titles[index] ?? '', cells, glyphs), state.now, options);
			}),
			elapsedColumn,
		);
	}

	const [full = [], narrow = []] = [false, true].map(isNarrow =>
		runs.map(run => outputsText(run, state, options, isNarrow)),
	);
	const rows = heads(false).map((head, index) => joinColumns(head, full[index]));

	if (rows.every(row => cellWidth(row) <= columns)) {
		return rows;
	}

	const widestOutputs = Math.max(...narrow.map(row => cellWidth(joinColumns('', row))));
	const room = columns - (Math.max(...heads(true).map(cellWidth)) - widest);
	const half = Math.floor(room / 2);
	// One long title must not take the room of the outputs of all runs.
	const outputCells = half < minOutput ? 0 : Math.min(widestOutputs, half);
	const cells = Math.min(widest, Math.max(minTitle, room - outputCells));
	return heads(true, cells).map((head, index) => {
		const left = columns - cellWidth(head) - gap.length;
		return left > 0 ? joinColumns(head, truncate(narrow[index] ?? '', left, glyphs)) : head;
	});
}

function joinColumns(head: string, outputs = ''): string {
	return `${head}${gap}${outputs}`.trimEnd();
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

function outputsText(run: Run, state: State, options: ReceiptOptions, isNarrow: boolean): string {
	const outputs = run.execution?.outputs ?? [];
	const more = outputs.length - shownOutputs;
	return [
		...outputs.slice(0, shownOutputs).map(output => {
			const phase = downloadOf(state, {run, output})?.phase;
			return phase?.kind === 'done'
				? truncateStart(phase.path.safe, isNarrow ? shownPath : Infinity, options.appearance.glyphs)
				: outputText(output, options, isNarrow);
		}),
		...(more > 0 ? [options.appearance.messages.report.moreOutputs(more)] : []),
	].join(gap);
}

/**
 * Returns the text of an output, or the address if the output is a file. If the address does not fit (`isNarrow`) or
 * has a query, which can contain a signature, returns the key of the output and the host of the address instead.
 */
function outputText(
	{key, address, value}: Output,
	{appearance: {glyphs}}: ReceiptOptions,
	isNarrow: boolean,
): string {
	if (address === null) {
		return truncate(withoutQueries(value.safe), shownText, glyphs);
	}

	return address.search !== '' || isNarrow
		? `${withoutQueries(key.safe)} (${address.host})`
		: `${address.origin}${address.pathname}`;
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

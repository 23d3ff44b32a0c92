import {elapsedMs, executionCost} from '../core/execution.ts';
import {countRuns} from '../core/money/totals.ts';
import type {Output} from '../core/output/output.ts';
import {watchedRuns, type Run} from '../core/run.ts';
import {withoutQueries} from '../core/text/without-secrets.ts';
import {downloadOf} from '../features/outputs/download/reduce.ts';
import {labelOf} from '../features/runs/saved.ts';
import {shortIds} from '../features/runs/short-ids.ts';
import type {State} from '../store/state.ts';
import {shellWord} from '../terminal/shell-words.ts';
import {truncate, truncateStart} from '../terminal/width.ts';
import {span, textOf} from '../ui/line.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import {amount, elapsedText} from '../ui/units.ts';
import {tableLines, type Column, type ColumnWidth} from '../ui/widgets/table-layout.ts';
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
	const {report, problem: sentences} = messages;
	const problem = state.denied ?? state.discovery?.failure?.problem ?? null;
	const problems = state.replay !== null || problem === null ? [] : [sentences.ofList(problem)];

	if (runs.length === 0) {
		return problems;
	}

	const counts = countRuns(runs);
	const cost =
		counts.totalCost === null ? report.costUnknown : amount(counts.totalCost, appearance);
	const [, ...rows] = tableLines(columnsOf(runs, state, options), runs, columns, appearance);
	const total = `${report.runs(runs.length)}${report.colon}${tallyText(counts, messages, cost)}`;
	return [
		...[...rows.map(textOf), total].map(row => truncate(row.trimEnd(), columns, glyphs)),
		`${report.resume}${report.colon}${resumeCommand(state, options)}`,
		...problems,
	];
}

function columnsOf(
	runs: readonly Run[],
	state: State,
	{appearance, columns}: ReceiptOptions,
): ReadonlyArray<Column<Run>> {
	const {messages, glyphs} = appearance;
	const ids = shortIds(runs);
	const upTo = (max: number) => ({min: 0, max});
	const elapsed = ({execution}: Run) => {
		const ms = elapsedMs(execution, state.now);
		return execution === null || ms === null ? '' : elapsedText(ms, execution.phase, messages);
	};
	const cost = ({execution}: Run) => {
		const known = executionCost(execution);
		return known === null ? '' : amount(known, appearance);
	};
	const cells: ReadonlyArray<
		readonly [text: (run: Run) => string, width: ColumnWidth, priority: number]
	> = [
		[
			run => `${glyphs.phases[run.execution?.phase ?? 'waiting']} ${runWord(run, messages)}`,
			upTo(outputCells),
			Infinity,
		],
		[({id, label}) => ids.get(id) ?? label, upTo(outputCells), 3],
		[
			({id, title}) => [title?.safe, labelOf(state, id)?.safe].filter(Boolean).join(' · '),
			upTo(Math.floor(columns / 3)),
			5,
		],
		[elapsed, upTo(outputCells), 2],
		[cost, upTo(outputCells), 4],
		[run => resultText(run, state, appearance), {min: 8, weight: 1}, 1],
	];
	return cells.map(([text, width, priority], index) => ({
		id: String(index),
		priority,
		width,
		gap: 2,
		align: text === elapsed ? 'right' : 'left',
		// Cut before it is measured, since an unknown status or a title may be megabytes long.
		render: run => [span(truncate(withoutQueries(text(run).slice(0, 1000)), 200, glyphs))],
	}));
}

/** Returns why the run failed, or its first outputs. */
function resultText(run: Run, state: State, {glyphs, messages}: Appearance): string {
	const {outputs = [], phase, error = null} = run.execution ?? {};
	const reason = error?.reason ?? error?.detail ?? null;

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
		...(more > 0 ? [messages.report.moreOutputs(more)] : []),
	].join('  ');
}

/** Returns the text of an output, or the name of its file. Never an address, whose query may be a signature. */
function outputText({key, address, value, name}: Output): string {
	return withoutQueries(address === null ? value.safe : (name ?? key).safe);
}

function resumeCommand({runs, replay}: State, {appearance, resumeOptions}: ReceiptOptions): string {
	const ids = replay === null ? [...runs.keys()] : [];

	if (ids.length > maxIds) {
		return appearance.messages.report.sameCommand(ids.length);
	}

	const words = [...resumeOptions, ...(ids.some(id => id.startsWith('-')) ? ['--'] : []), ...ids];
	return ['chenyu-top', ...words.map(word => shellWord(word))].join(' ');
}

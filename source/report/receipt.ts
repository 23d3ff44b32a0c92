import type {Instant} from '../domain/clock.ts';
import {elapsedMs, formatDuration} from '../domain/duration.ts';
import type {Output} from '../domain/output.ts';
import type {Phase, Run, RunOrderId} from '../domain/run.ts';
import {executionCost, tallyRuns} from '../domain/totals.ts';
import {withoutQueries} from '../domain/without-queries.ts';
import type {Messages} from '../messages/index.ts';
import {downloadOf} from '../state/download-orders.ts';
import type {State} from '../state/state.ts';
import {cellWidth, slice} from '../terminal/width.ts';
import {runWord} from './run-word.ts';
import {shellWord} from './shell-word.ts';
import {tallyText} from './tally-text.ts';

/** What a receipt needs to know besides the state. */
export type ReceiptOptions = {
	readonly messages: Messages;
	/** The signs of the states; `waiting` is a run without its first answer. */
	readonly glyphs: Readonly<Record<Phase | 'waiting', string>>;
	/** What goes between the program's name and the ids when the same watch is taken up again, like `--demo`. */
	readonly resumeOptions: readonly string[];
};

/** Of a run's outputs so many are shown, and of a text so many cells. */
const shownOutputs = 2;
const shownText = 40;

/**
 * What stays in the terminal when the screen is left: a line a run, the total, and the command that watches the same
 * runs again. Lines without line ends; none when nothing was watched.
 */
export function receipt(state: State, options: ReceiptOptions): readonly string[] {
	const runs = [...state.runs.values()];

	if (runs.length === 0) {
		return [];
	}

	const {messages, glyphs, resumeOptions} = options;
	const {report} = messages;
	const rows = runs.map(run => [
		`${glyphs[run.execution?.phase ?? 'waiting']} ${withoutQueries(runWord(run, messages))}`,
		run.label,
		withoutQueries(run.title?.safe ?? ''),
		...figures(run, messages, state.now),
		outputsText(run, messages, state),
	]);
	return [
		...alignColumns(rows),
		`${report.runs(runs.length)}${report.colon}${tallyText(tallyRuns(runs), messages)}`,
		`${report.resume}${report.colon}${resumeCommand([...state.runs.keys()], resumeOptions)}`,
	];
}

/** How long the run took and what it cost, so far. */
function figures({execution}: Run, {report}: Messages, now: Instant): [string, string] {
	const elapsed = execution === null ? null : elapsedMs(execution, now);
	const cost = execution === null ? null : executionCost(execution);
	return [elapsed === null ? '' : formatDuration(elapsed), cost === null ? '' : report.cost(cost)];
}

function outputsText({id, execution}: Run, {report}: Messages, state: State): string {
	const outputs = execution?.outputs ?? [];
	const more = outputs.length - shownOutputs;
	return [
		...outputs
			.slice(0, shownOutputs)
			.map(output => savedText(state, id, output) ?? outputText(output)),
		...(more > 0 ? [report.moreOutputs(more)] : []),
	].join('  ');
}

/** Where it was saved; null where it was not. */
function savedText(state: State, runId: RunOrderId, output: Output): string | null {
	const phase = downloadOf(state, runId, output)?.phase;
	return phase?.kind === 'done' ? phase.path.safe : null;
}

/** The text or the address. What follows the path may be a signature, and a receipt stays where others can see it. */
function outputText({address, value}: Output): string {
	if (address === null) {
		return slice(withoutQueries(value.safe), 0, shownText);
	}

	return `${address.origin}${address.pathname}${address.search === '' ? '' : '?...'}`;
}

/** Rows of cells as lines, with each column as wide as its widest cell. Columns without text are left out. */
function alignColumns(rows: ReadonlyArray<readonly string[]>): readonly string[] {
	const widths = rows[0]?.map((_, column) =>
		Math.max(...rows.map(row => cellWidth(row[column] ?? ''))),
	);
	return rows.map(row =>
		row
			.map((cell, column) => cell + ' '.repeat((widths?.[column] ?? 0) - cellWidth(cell)))
			.filter(cell => cell !== '')
			.join('  ')
			.trimEnd(),
	);
}

function resumeCommand(ids: readonly RunOrderId[], options: readonly string[]): string {
	const words = [...options, ...(ids.some(id => id.startsWith('-')) ? ['--'] : []), ...ids];
	return ['chenyu-top', ...words.map(shellWord)].join(' ');
}

import {elapsedMs, isFinal, executionCost} from '../../core/execution.ts';
import {usualSecIfOverdue} from '../../core/forecast/anomalies.ts';
import type {Run} from '../../core/run.ts';
import {textOf, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {stateWord} from '../../features/run/run-state.ts';
import {amount} from '../../ui/units.ts';

/** Cells in which something is drawn to be read out: enough that little is cut, whatever the terminal is like. */
export const screenReaderSize = {width: 140, height: 400};

/** A run in one sentence: what it is called, how it stands, how far it is or how it ended. */
export function describeRun(run: Run, appearance: Appearance): string {
	const {title, label, execution} = run;
	const {speech, screen, numbers} = appearance.messages;
	const name = title === null ? label : `${title.safe} ${label}`;
	const {progressPercent, phase, error, outputs} = execution ?? {};
	const isOver = phase !== undefined && isFinal(phase);
	const took = execution !== null && isOver ? elapsedMs(execution, 0) : null;
	const cost = execution !== null && isOver ? executionCost(execution) : null;
	const [completed, total] = [execution?.completedNodeCount, execution?.totalRunnableNodes];
	const position = execution?.queuePosition ?? null;
	const wait = execution?.estimatedWaitSec ?? null;
	const usual = usualSecIfOverdue(run);
	const fields = [
		stateWord(run, appearance).text,
		usual === null ? null : screen.usually(numbers.time(usual * 1000)),
		position === null || isOver ? null : speech.queued(position),
		wait === null || isOver ? null : speech.wait(numbers.time(wait * 1000)),
		typeof progressPercent === 'number' && !isOver
			? speech.percent(Math.floor(progressPercent))
			: null,
		typeof completed === 'number' && typeof total === 'number' && !isOver
			? speech.nodes(completed, total)
			: null,
		error?.reason?.safe ?? null,
		error?.detail?.safe ?? null,
		took === null ? null : speech.took(numbers.time(took)),
		isOver ? outputWords(outputs?.length ?? 0, appearance) : null,
		cost === null ? null : speech.cost(amount(cost, appearance)),
	];
	return `${name}: ${fields.filter(field => field !== null && field !== '').join(', ')}`;
}

function outputWords(count: number, {messages: {speech}}: Appearance): string {
	return count === 0 ? speech.noOutputs : speech.outputs(count);
}

/** What was drawn as text to be read out: without rules, gaps, empty rows and pictures. */
export function screenReaderLines(lines: readonly Line[], {glyphs}: Appearance): readonly string[] {
	return lines
		.filter(line => line.every(({painted}) => painted === undefined))
		.map(line => readableText(textOf(line), glyphs.horizontal))
		.filter(line => line !== '');
}

/** The row that stands out as the selected one, without what points at it; empty where none does. */
export function selectedRowText(lines: readonly Line[], {glyphs}: Appearance): string {
	const row = lines.find(
		line => line.length > 0 && line.every(({styleName}) => styleName === 'selected'),
	);
	return row === undefined
		? ''
		: readableText(textOf(row).replace(glyphs.pointer, ' '), glyphs.horizontal);
}

/** A rule is three of its sign or more; one alone may be a hyphen. */
function readableText(text: string, rule: string): string {
	const words = text.split(rule.repeat(3)).join(' ').replaceAll(/\s+/g, ' ').trim();
	return [...words].every(character => character === rule) ? '' : words;
}

import {elapsedMs, isFinalPhase, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {lastNode, nodeName} from '../../core/log/node-event.ts';
import {idleSince, isUsualPauseKnown, usualPause, usualSecIfOverdue} from '../../core/run-state.ts';
import {dayAndTime} from '../../core/time/calendar.ts';
import {
	blank,
	cutLine,
	fitParts,
	lineWidth,
	progressBar,
	span,
	type Line,
	type RowPart,
} from '../../ui/line.ts';
import {briefDuration, briefRange, elapsedText} from '../../ui/units.ts';
import {packFields} from '../../ui/widgets/fields.ts';
import {stateStyles} from '../runs/state-style.ts';
import type {RunDetail} from './field-rows.ts';

const minBar = 8;
const maxBar = 60;
/** The width of `ETA 20-48s`, in cells. */
const etaCells = 10;
const gap = blank(2);

/**
 * Returns a row with the progress bar, the percentage, the nodes if there is room, and the time, and a row for a run that
 * is overdue.
 */
export function progressRows(
	execution: Execution,
	{run, now, width, appearance}: RunDetail,
): readonly Line[] {
	const {progressPercent: percent, completedNodeCount: done, totalRunnableNodes: all} = execution;
	const {phase} = execution;
	const {messages, glyphs} = appearance;
	const {run: words, numbers} = messages;
	const elapsed = elapsedMs(execution, now);
	const usual = usualSecIfOverdue(run);
	const {runSec} = forecast(run, now);
	const range = runSec === null ? glyphs.unknown : briefRange(runSec, appearance);
	const time = !isFinalPhase(phase)
		? words.eta(range).padStart(etaCells)
		: elapsed === null
			? ''
			: elapsedText(elapsed, phase, messages);
	// The percentage and the remaining time are padded, so that the bar keeps its length.
	const percentage = percent === null ? '' : numbers.percent(Math.floor(percent)).padStart(4);
	const nodes = done === null || all === null ? '' : words.nodes(done, all);
	const texts = [
		[2, percentage, 'title'],
		[0, nodes, undefined],
		[1, time, range === glyphs.unknown ? 'muted' : undefined],
	] as const;
	const parts = texts
		.filter(([, text]) => text !== '')
		.map(([rank, text, style]): RowPart => ({before: gap, texts: [[rank, [span(text, style)]]]}));
	const fields = fitParts(parts, width - minBar - 1) ?? [];
	const cells = Math.max(0, Math.min(maxBar, width - 1 - lineWidth(fields)));
	const bar =
		percent === null ? [] : [...progressBar(percent, cells, glyphs, stateStyles[phase]), blank(1)];
	const overdue = usual === null ? '' : words.overdue(numbers.wholeSeconds(usual * 1000));
	return [[...bar, ...fields], overdue === '' ? [] : [span(overdue, 'warn')]].filter(
		row => row.length > 0,
	);
}

/** Returns a row with the node in which the run is now: `n3 KSampler 13/20 · 4s in this node`. Empty if it is not known. */
export function activityRows({phase}: Execution, detail: RunDetail): readonly Line[] {
	const {run, now, width, appearance} = detail;
	const last = lastNode(run.log);

	if (phase !== 'running' || last === null || last.endedAt !== null) {
		return [];
	}

	const {node, caption, message, step, startedAt} = last;
	const {run: words, numbers} = appearance.messages;
	const {ellipsis, separator} = appearance.glyphs;
	// The name is often followed by a message: `VAEDecode: decoding latents`.
	const [title = ''] = (caption ?? message).split(/[:：]\s?/);
	const name: Line = [span(nodeName(node.safe), 'node'), span(` ${title}`)];
	const steps = span(step === '' ? '' : ` ${step}`);
	const time = startedAt === null ? null : numbers.wholeSeconds(now - startedAt);
	const times = time === null ? [] : [words.inNode(time), time];
	const lines = [
		...times.map(text => [...name, steps, span(` ${separator} `, 'muted'), span(text)]),
		[...name, steps],
	];
	const cut = [...cutLine(name, width - lineWidth([steps]), ellipsis), steps];
	return [lines.find(line => lineWidth(line) <= width) ?? cut];
}

export function stallRows({run, now, width, appearance}: RunDetail): readonly Line[] {
	const since = idleSince(run);

	if (since === null) {
		return [];
	}

	const {run: words} = appearance.messages;
	const {phases, unknown} = appearance.glyphs;
	const text = words.noStepSince(dayAndTime(since, now), briefDuration(now - since, appearance));
	const fields = isUsualPauseKnown(run)
		? [
				[span(`${phases.stalled} ${text}`, 'warn')],
				[span(words.usualPause(briefDuration(usualPause(run), appearance)))],
			]
		: [[span(text)], [span(words.usualPause(unknown))]];
	return packFields(fields, width, appearance);
}

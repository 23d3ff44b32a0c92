import {elapsedMs, isFinalPhase, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {lastNode, nodeName} from '../../core/log/node-event.ts';
import {idleSince, isUsualPauseKnown, usualPause, usualSecIfOverdue} from '../../core/run-state.ts';
import {dayAndTime} from '../../core/time/calendar.ts';
import {cellWidth} from '../../terminal/width.ts';
import {blank, cutLine, joinLines, lineWidth, progressBar, span, type Line} from '../../ui/line.ts';
import {briefDuration, briefRange, elapsedText} from '../../ui/units.ts';
import {packFields} from '../../ui/widgets/fields.ts';
import {stateStyles} from '../runs/state-style.ts';
import type {RunDetail} from './field-rows.ts';

const minBar = 8;
const maxBar = 60;
/** The width of `ETA 20-48s`, in cells. */
const etaCells = 10;
const gap = blank(2);

/** Returns a row with the progress bar and as many fields as fit, and a second row if fields are left. */
export function progressRows(execution: Execution, detail: RunDetail): readonly Line[] {
	const {width, appearance} = detail;
	const {progressPercent: percent, phase} = execution;
	const fields = progressFields(execution, detail);

	if (percent === null) {
		return [joinLines(fields, gap)].filter(row => row.length > 0);
	}

	const barCells = (beside: number) =>
		Math.min(maxBar, width - 1 - lineWidth(joinLines(fields.slice(0, beside), gap)));
	const beside =
		1 +
		Math.max(
			0,
			fields.findLastIndex((_, index) => barCells(index + 1) >= minBar),
		);
	const cells = Math.max(0, barCells(beside));
	return [
		[
			...progressBar(percent, cells, appearance.glyphs, stateStyles[phase]),
			blank(1),
			...joinLines(fields.slice(0, beside), gap),
		],
		joinLines(fields.slice(beside), gap),
	].filter(row => row.length > 0);
}

function progressFields(execution: Execution, {run, now, appearance}: RunDetail): readonly Line[] {
	const {messages, glyphs} = appearance;
	const {run: words, numbers} = messages;
	const {progressPercent: percent, completedNodeCount, totalRunnableNodes, phase} = execution;
	const elapsed = elapsedMs(execution, now);
	const isFinal = isFinalPhase(phase);
	const usual = usualSecIfOverdue(run);
	const fields: Line[] = [];

	// The percentage and the remaining time are padded, so that the bar keeps its length.
	if (percent !== null) {
		fields.push([span(numbers.percent(Math.floor(percent)).padStart(4), 'title')]);
	}

	if (completedNodeCount !== null && totalRunnableNodes !== null) {
		fields.push([span(words.nodes(completedNodeCount, totalRunnableNodes))]);
	}

	if (isFinal && elapsed !== null) {
		fields.push([span(elapsedText(elapsed, phase, messages))]);
	}

	if (!isFinal) {
		const {runSec} = forecast(run, now);
		const text = words.eta(runSec === null ? glyphs.unknown : briefRange(runSec, appearance));
		const style = runSec === null ? 'muted' : undefined;
		fields.push([blank(etaCells - cellWidth(text)), span(text, style)]);
	}

	if (usual !== null) {
		fields.push([span(words.overdue(numbers.wholeSeconds(usual * 1000)), 'warn')]);
	}

	return fields;
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
	// What the log says about the node often follows its name: `VAEDecode: decoding latents`.
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

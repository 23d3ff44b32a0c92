import {elapsedMs, isFinalPhase, type Execution} from '../../core/execution.ts';
import {
	idleSince,
	isUsualPauseKnown,
	usualPause,
	usualSecIfOverdue,
} from '../../core/forecast/anomalies.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {lastNode} from '../../core/log/last-node.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {cellWidth} from '../../terminal/width.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {blank, cutLine, joinLines, lineWidth, span, type Line} from '../../ui/line.ts';
import {briefDuration, briefRange, elapsedCells, elapsedText} from '../../ui/units.ts';
import {bar} from '../../ui/widgets/bars.ts';
import {packFields} from '../../ui/widgets/fields.ts';
import {stateStyles} from '../runs/state-style.ts';
import type {RunDetail} from './detail-fields.ts';

const minBar = 8;
const maxBar = 60;
const gap = 2;

/** The minimum width, in cells, for the long text about a run that takes longer than usual. */
const sentenceWidth = 48;

/** Returns a row with the progress bar and as many fields as fit, and a second row if fields are left. */
export function progressRows(execution: Execution, detail: RunDetail): readonly Line[] {
	const {width, appearance} = detail;
	const percent = execution.progressPercent;
	const fields = progressFields(execution, detail);

	if (percent === null) {
		return fields.length === 0 ? [] : [joinLines(fields, blank(gap))];
	}

	for (let beside = fields.length; beside > 0; beside--) {
		const tail = joinLines(fields.slice(0, beside), blank(gap));
		// The percentage and a running time are padded, so that the bar keeps its length.
		const cells = Math.min(maxBar, width - 1 - lineWidth(tail));

		if (cells >= minBar || beside === 1) {
			const styleName = stateStyles[execution.phase];
			const row = [
				...bar(percent, Math.max(0, cells), appearance.glyphs, styleName),
				blank(1),
				...tail,
			];
			const below = joinLines(fields.slice(beside), blank(gap));
			return [row, ...(below.length === 0 ? [] : [below])];
		}
	}

	return [];
}

function progressFields(
	execution: Execution,
	{run, now, width, appearance}: RunDetail,
): readonly Line[] {
	const {messages} = appearance;
	const {progressPercent, completedNodeCount, totalRunnableNodes, phase} = execution;
	const elapsed = elapsedMs(execution, now);
	const fields: Line[] = [];

	if (progressPercent !== null) {
		fields.push([span(messages.numbers.percent(Math.floor(progressPercent)).padStart(4), 'title')]);
	}

	if (completedNodeCount !== null && totalRunnableNodes !== null) {
		fields.push([span(messages.run.nodes(completedNodeCount, totalRunnableNodes))]);
	}

	if (elapsed !== null) {
		const text = elapsedText(elapsed, phase, messages);
		const cells = isFinalPhase(phase) ? 0 : elapsedCells(messages) - cellWidth(text);
		fields.push([span(text), blank(cells)]);
	}

	if (!isFinalPhase(phase)) {
		const {runSec} = forecast(run, now);
		fields.push([
			runSec === null
				? span(messages.run.eta(appearance.glyphs.unknown), 'muted')
				: span(messages.run.eta(briefRange(runSec, appearance))),
		]);
	}

	const usual = usualSecIfOverdue(run);

	if (usual !== null) {
		const {usually} = messages.screen;
		const time = messages.numbers.wholeSeconds(usual * 1000);
		fields.push([span(width < sentenceWidth ? usually(time) : messages.run.overdue(time), 'warn')]);
	}

	return fields;
}

/**
 * Returns a row with the node in which the run is now: `n3 KSampler 13/20 · 4s in this node`. Empty if the log does not
 * tell, or if the run is stalled: `stallRows` then shows the last entry.
 */
export function activityRows({phase}: Execution, detail: RunDetail): readonly Line[] {
	const {run, now, width, appearance} = detail;
	const last = lastNode(run.log);

	if (phase !== 'running' || last === null || last.endedAt !== null || idleSince(run) !== null) {
		return [];
	}

	const {node, caption, message, step, startedAt} = last;
	const {run: words, numbers} = appearance.messages;
	const time =
		startedAt === null
			? []
			: [
					span(` ${appearance.glyphs.separator} `, 'muted'),
					span(words.inNode(numbers.wholeSeconds(now - startedAt))),
				];
	const tail: Line = [span(step === '' ? '' : ` ${step}`), ...time];
	const name: Line = [span(nodeName(node.safe), 'node'), span(` ${caption ?? message}`)];
	const {ellipsis} = appearance.glyphs;
	return [cutLine([...cutLine(name, width - lineWidth(tail), ellipsis), ...tail], width, ellipsis)];
}

export function stallRows(detail: RunDetail): readonly Line[] {
	const {run, now, width, appearance} = detail;
	const since = idleSince(run);

	if (since === null) {
		return [];
	}

	const {run: words} = appearance.messages;
	const {stalled} = appearance.glyphs.phases;
	const time = briefDuration(now - since, appearance);
	const fields: readonly Line[] = isUsualPauseKnown(run)
		? [
				[span(`${stalled} ${words.noStepSince(dayAndTime(since, now), time)}`, 'warn')],
				[span(words.usualPause(briefDuration(usualPause(run), appearance)))],
			]
		: [[span(words.noStepFor(time))]];
	return [...packFields(fields, width, appearance), ...lastEntryRows(detail)];
}

function lastEntryRows({run, width, appearance}: RunDetail): readonly Line[] {
	const last = run.log.entries.at(-1);

	if (last === undefined) {
		return [];
	}

	const {nodeId, message, eventType} = last;
	const texts = [
		nodeName(nodeId?.safe ?? ''),
		message.safe === '' ? (eventType?.safe ?? '') : message.safe,
	].filter(text => text !== '');
	const line: Line = [
		span(`  ${appearance.messages.run.lastEntry} `, 'muted'),
		span(texts.join(' ')),
	];
	return [cutLine(line, width, appearance.glyphs.ellipsis)];
}

import type {Instant} from '../../core/time/clock.ts';
import {formatDuration} from '../../core/time/duration.ts';
import {elapsedMs, isFinal, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {usualSecIfOverdue} from '../../core/forecast/anomalies.ts';
import type {Run} from '../../core/run.ts';
import {bar} from '../../ui/bar.ts';
import {blank, joinLines, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {stateTone} from './status-text.ts';
import {briefDuration, briefRange} from '../../ui/units.ts';

const minBar = 10;
const longestBar = 60;
const gap = 2;

/** From this width on the sentence about a run that is longer than usual stands there in full. */
const roomForSentence = 48;

/** The progress of a run: a bar, and behind it as much as there is room for; the rest is in a row below. */
export function progressRows(
	run: Run,
	execution: Execution,
	now: Instant,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const percent = execution.progressPercent;
	const fields = progressFacts(run, execution, now, width, appearance);

	if (percent === null) {
		return fields.length === 0 ? [] : [joinLines(fields, blank(gap))];
	}

	for (let beside = fields.length; beside > 0; beside--) {
		const tail = joinLines(fields.slice(0, beside), blank(gap));
		// The percentage is padded, so that the bar keeps its length.
		const cells = Math.min(longestBar, width - 1 - lineWidth(tail));

		if (cells >= minBar || beside === 1) {
			const styleName = stateTone(execution.phase);
			const below = joinLines(fields.slice(beside), blank(gap));
			return [
				[...bar(percent, Math.max(0, cells), appearance.glyphs, styleName), blank(1), ...tail],
				...(below.length === 0 ? [] : [below]),
			];
		}
	}

	return [];
}

/** Percent, nodes, time gone, time left, how long it usually takes: what is known of them, in this order. */
function progressFacts(
	run: Run,
	execution: Execution,
	now: Instant,
	width: number,
	appearance: Appearance,
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
		fields.push([span(formatDuration(elapsed))]);
	}

	if (!isFinal(phase)) {
		const {runSec} = forecast(run, now);
		fields.push([
			runSec === null
				? span(messages.run.left(appearance.glyphs.unknown), 'muted')
				: span(messages.run.left(briefRange(runSec, appearance))),
		]);
	}

	const usual = usualSecIfOverdue(run);

	if (usual !== null) {
		const {usually} = messages.screen;
		const time = briefDuration(usual * 1000, appearance);
		fields.push([
			span(width < roomForSentence ? usually(time) : messages.run.longer(time), 'warn'),
		]);
	}

	return fields;
}

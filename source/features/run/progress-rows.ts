import type {Instant} from '../../core/time/clock.ts';
import {elapsedMs, formatDuration} from '../../core/time/duration.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {usualIfLonger} from '../../core/forecast/late.ts';
import {isFinal, type Execution, type Run} from '../../core/run.ts';
import {bar} from '../../ui/bar.ts';
import {blank, joinLines, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Look} from '../../ui/theme/appearance.ts';
import {stateTone} from './status-text.ts';
import {briefDuration, briefRange} from '../../ui/units.ts';

const leastBar = 10;
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
	look: Look,
): readonly Line[] {
	const percent = execution.progressPercent;
	const facts = progressFacts(run, execution, now, width, look);

	if (percent === null) {
		return facts.length === 0 ? [] : [joinLines(facts, blank(gap))];
	}

	for (let beside = facts.length; beside > 0; beside--) {
		const tail = joinLines(facts.slice(0, beside), blank(gap));
		// The percentage is padded, so that the bar keeps its length.
		const cells = Math.min(longestBar, width - 1 - lineWidth(tail));

		if (cells >= leastBar || beside === 1) {
			const tone = stateTone(execution.phase);
			const below = joinLines(facts.slice(beside), blank(gap));
			return [
				[...bar(percent, Math.max(0, cells), look.glyphs, tone), blank(1), ...tail],
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
	look: Look,
): readonly Line[] {
	const {messages} = look;
	const {progressPercent, snapshot, phase} = execution;
	const elapsed = elapsedMs(execution, now);
	const facts: Line[] = [];

	if (progressPercent !== null) {
		facts.push([span(messages.numbers.percent(Math.floor(progressPercent)).padStart(4), 'title')]);
	}

	if (
		snapshot !== null &&
		snapshot.completedNodeCount !== null &&
		snapshot.totalRunnableNodes !== null
	) {
		const {completedNodeCount, totalRunnableNodes} = snapshot;
		facts.push([span(messages.screen.nodes(completedNodeCount, totalRunnableNodes))]);
	}

	if (elapsed !== null) {
		facts.push([span(formatDuration(elapsed))]);
	}

	if (!isFinal(phase)) {
		const {runSec} = forecast(run, now);
		facts.push([
			runSec === null
				? span(messages.screen.left(look.glyphs.unknown), 'muted')
				: span(messages.screen.left(briefRange(runSec, look))),
		]);
	}

	const usual = usualIfLonger(run);

	if (usual !== null) {
		const {longer, usually} = messages.screen;
		const time = briefDuration(usual * 1000, look);
		facts.push([span(width < roomForSentence ? usually(time) : longer(time), 'warn')]);
	}

	return facts;
}

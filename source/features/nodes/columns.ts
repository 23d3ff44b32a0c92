import {nodeName} from '../../core/log/node-event.ts';
import {runState} from '../../core/run-state.ts';
import type {Run} from '../../core/run.ts';
import {span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Glyphs} from '../../ui/theme/glyphs.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {stateGlyph} from '../runs/state-style.ts';
import type {NodeBar, NodeState, TimeRange} from './node-timeline.ts';
import type {TimelineModel} from './select.ts';

/** A row of the timeline pane: the whole run, or one node of its workflow. */
type TimelineItem = Pick<NodeBar, 'id' | 'state' | 'times' | 'time' | 'share' | 'step'> & {
	readonly glyph: Span;
	readonly label: Line;
	readonly isExact: boolean;
	readonly selected: boolean;
};

export const nodeStyles: Readonly<Record<NodeState, StyleName>> = {
	cached: 'muted',
	running: 'running',
	done: 'good',
	failed: 'bad',
	interrupted: 'warn',
	ended: 'warn',
	known: 'muted',
};

const roomForBar = 50;
const maxLabel = 40;

export function runItem(
	run: Run,
	{axis, all}: TimelineModel,
	appearance: Appearance,
): TimelineItem {
	return {
		id: 'all',
		state: run.execution?.phase === 'running' ? 'running' : 'known',
		glyph: stateGlyph(runState(run), appearance),
		label: [span(appearance.messages.timeline.all, 'title')],
		times: axis === null ? [] : [axis],
		time: axis === null ? null : axis.to - axis.from,
		isExact: true,
		share: null,
		step: null,
		selected: all,
	};
}

export function nodeItem(
	{bar, name, selected}: TimelineModel['rows'][number],
	{glyphs}: Appearance,
): TimelineItem {
	const caption = bar.caption === null ? '' : ` ${bar.caption.slice(0, maxLabel * 2)}`;
	return {
		...bar,
		id: `node ${bar.id}`,
		glyph: span(glyphs.nodes[bar.state], nodeStyles[bar.state]),
		label: [span(nodeName(name), 'node'), span(caption)],
		isExact: bar.isExact && bar.state !== 'ended',
		selected,
	};
}

export function timelineColumns(
	axis: TimelineModel['axis'],
	width: number,
	appearance: Appearance,
): ReadonlyArray<Column<TimelineItem>> {
	const {numbers} = appearance.messages;
	const hasBar = width >= roomForBar;
	return [
		{id: 'glyph', width: 1, priority: Infinity, render: ({glyph}) => [glyph]},
		{
			id: 'label',
			width: hasBar
				? {min: 4, max: Math.min(maxLabel, Math.floor(width * 0.4))}
				: {min: 4, weight: 1},
			priority: 100,
			render: ({label}) => label,
		},
		{
			id: 'bar',
			width: hasBar ? {min: 8, weight: 1} : 0,
			priority: 60,
			render: (item, columnWidth) => barOf(item, axis, columnWidth, appearance),
		},
		{
			id: 'time',
			width: {min: '1m17s?'.length, max: 12},
			align: 'right',
			priority: 90,
			render: item => [span(nodeTime(item, appearance.messages))],
		},
		{
			id: 'share',
			width: {min: 0, max: '100%'.length},
			align: 'right',
			priority: 70,
			render: ({share}) => [
				span(share === null ? '' : numbers.percent(Math.round(share * 100)), 'muted'),
			],
		},
		{
			id: 'step',
			width: {min: 0, max: '250/1000'.length},
			align: 'right',
			priority: 80,
			// Write the numbers without separators of thousands, which do not fit into this column.
			render: ({state, step}) => [
				span(state === 'running' && step !== null ? `${step.value}/${step.max}` : ''),
			],
		},
	];
}

function barOf(
	{state, glyph, times}: Pick<TimelineItem, 'state' | 'glyph' | 'times'>,
	axis: TimelineModel['axis'],
	width: number,
	{messages, glyphs}: Appearance,
): Line {
	return axis === null || times.length === 0
		? [span(state === 'cached' ? messages.timeline.cached : '', 'muted')]
		: timelineBar(times, axis, width, glyph.styleName ?? 'muted', glyphs);
}

/** Draws the times of a node on a time axis, or a word where it has none. `bar`: null if the run does not have this node. */
export function nodeBarLine(
	bar: NodeBar | null,
	axis: TimeRange,
	width: number,
	appearance: Appearance,
): Line {
	return bar === null
		? []
		: barOf({...bar, glyph: span('', nodeStyles[bar.state])}, axis, width, appearance);
}

/**
 * Draws a bar of `width` cells that represents the time range `axis`. The cells of `times` are filled. Even a very
 * short range fills one cell if one is free.
 */
export function timelineBar(
	times: readonly TimeRange[],
	axis: TimeRange,
	width: number,
	styleName: StyleName,
	{barDone, barRest}: Pick<Glyphs, 'barDone' | 'barRest'>,
): Line {
	if (width <= 0) {
		return [];
	}

	const length = Math.max(1, axis.to - axis.from);
	const place = (at: number): number => Math.round(((at - axis.from) / length) * width);
	const line: Line[number][] = [];
	let end = 0;

	for (const {from, to} of times) {
		const start = Math.max(end, Math.min(place(from), width - 1));
		const stop = Math.min(width, Math.max(place(to), start + 1));

		if (stop > start) {
			line.push(
				span(barRest.repeat(start - end), 'muted'),
				span(barDone.repeat(stop - start), styleName),
			);
			end = stop;
		}
	}

	return [...line, span(barRest.repeat(width - end), 'muted')].filter(({text}) => text !== '');
}

/** Returns `12s` if exact, `12s?` if inexact, `?` if unknown. Empty for a cached node. */
export function nodeTime(
	{time, state, isExact}: Pick<TimelineItem, 'time' | 'state' | 'isExact'>,
	{timeline: {unknown}, numbers}: Appearance['messages'],
): string {
	if (state === 'cached') {
		return '';
	}

	if (time === null) {
		return unknown;
	}

	const text = state === 'running' ? numbers.wholeSeconds(time) : numbers.shortTime(time);
	return `${text}${isExact ? '' : unknown}`;
}

import {nodeName, type NodeState} from '../../core/log/node-event.ts';
import type {NodeBar, TimeRange} from '../../core/log/node-timeline.ts';
import {runState} from '../../core/run-state.ts';
import type {Run} from '../../core/run.ts';
import {span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Glyphs} from '../../ui/theme/glyphs.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {stateGlyph} from '../runs/state-style.ts';
import type {TimelineModel} from './timeline.ts';

/** A row of the timeline pane: the whole run, or one node of its workflow. */
type TimelineItem = {
	readonly bar: Omit<NodeBar, 'caption'>;
	readonly glyph: Span;
	readonly label: Line;
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

const maxLabel = 40;

export function runItem(
	run: Run,
	{axis, all}: TimelineModel,
	appearance: Appearance,
): TimelineItem {
	return {
		bar: {
			id: 'all',
			state: run.execution?.phase === 'running' ? 'running' : 'known',
			times: axis === null ? [] : [axis],
			time: axis === null ? null : axis.to - axis.from,
			step: null,
			isExact: true,
		},
		glyph: stateGlyph(runState(run), appearance),
		label: [span(appearance.messages.timeline.all, 'title')],
		selected: all,
	};
}

export function nodeItem(
	{bar, name, selected}: TimelineModel['rows'][number],
	{glyphs}: Appearance,
): TimelineItem {
	const caption = bar.caption === null ? '' : ` ${bar.caption.slice(0, maxLabel * 2)}`;
	return {
		bar: {...bar, id: `node ${bar.id}`},
		glyph: span(glyphs.nodes[bar.state], nodeStyles[bar.state]),
		label: [span(nodeName(name), 'node'), span(caption)],
		selected,
	};
}

export function timelineColumns(
	axis: TimeRange | null,
	width: number,
	appearance: Appearance,
): ReadonlyArray<Column<TimelineItem>> {
	const {messages} = appearance;
	return [
		{id: 'glyph', width: 1, priority: Infinity, render: ({glyph}) => [glyph]},
		{
			id: 'label',
			width: {min: 4, max: Math.min(maxLabel, Math.floor(width * 0.4))},
			priority: 100,
			render: ({label}) => label,
		},
		{
			id: 'bar',
			width: {min: 8, weight: 1},
			priority: 60,
			render: ({bar, glyph}, cells) => nodeBarLine(bar, axis, cells, appearance, glyph.styleName),
		},
		{
			id: 'time',
			width: {min: '1m17s?'.length, max: 12},
			align: 'right',
			priority: 90,
			render: ({bar}) => [span(nodeTime(bar, messages))],
		},
		{
			id: 'step',
			width: {min: 0, max: '250/1000'.length},
			align: 'right',
			priority: 55,
			render: ({bar: {step}}) => [span(step === null ? '' : `${step.value}/${step.max}`)],
		},
	];
}

/** Draws the times of a node on a time axis, or a word if it was cached. */
export function nodeBarLine(
	{state, times}: Pick<NodeBar, 'state' | 'times'>,
	axis: TimeRange | null,
	width: number,
	{messages, glyphs}: Appearance,
	styleName = nodeStyles[state],
): Line {
	return axis === null || times.length === 0
		? [span(state === 'cached' ? messages.timeline.cached : '', 'muted')]
		: timelineBar(times, axis, width, styleName, glyphs);
}

/** Draws `times` in a bar of `width` cells for the range `axis`. Even a very short one fills a cell if one is free. */
function timelineBar(
	times: readonly TimeRange[],
	axis: TimeRange,
	width: number,
	styleName: StyleName,
	{barDone, barRest}: Pick<Glyphs, 'barDone' | 'barRest'>,
): Line {
	const length = Math.max(1, axis.to - axis.from);
	const place = (at: number) => Math.round(((at - axis.from) / length) * width);
	const line: Span[] = [];
	let end = 0;

	for (const {from, to} of width > 0 ? times : []) {
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

	const rest = span(barRest.repeat(Math.max(0, width - end)), 'muted');
	return [...line, rest].filter(({text}) => text !== '');
}

/** Returns `12s` if exact, `12s?` if inexact, `?` if unknown. Empty for a cached node. */
export function nodeTime(
	{time, state, isExact}: Pick<NodeBar, 'time' | 'state' | 'isExact'>,
	{numbers}: Pick<Appearance['messages'], 'numbers'>,
): string {
	if (time === null) {
		return state === 'cached' ? '' : '?';
	}

	const text = state === 'running' ? numbers.wholeSeconds(time) : numbers.shortTime(time);
	return `${text}${isExact && state !== 'ended' ? '' : '?'}`;
}

import type {TimeRange} from './node-timeline.ts';
import type {Glyphs} from '../../ui/theme/glyphs.ts';
import {span, type Line} from '../../ui/line.ts';
import type {StyleName} from '../../ui/theme/theme.ts';

/** Draws time ranges on an axis of `width` cells. A range takes at least one cell. */
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

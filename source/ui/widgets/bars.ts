import {span, type Line} from '../line.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {StyleName} from '../theme/theme.ts';

/** Returns a progress bar of exactly `width` cells. `percent` is limited to the range from 0 to 100. */
export function bar(percent: number, width: number, glyphs: Glyphs, styleName: StyleName): Line {
	const share = Math.min(100, Math.max(0, percent)) / 100;
	// The length of the finished part in half cells, rounded down so that the bar is full only at 100 percent.
	const halves = Math.floor(share * width * 2);
	const done = halves >> 1;
	const tip = halves & 1;
	return [
		span(glyphs.barDone.repeat(done) + glyphs.barTip.repeat(tip), styleName),
		span(glyphs.barRest.repeat(width - done - tip), 'muted'),
	].filter(({text}) => text !== '');
}

/**
 * Returns a small bar for each value, such as the duration of each run of a workflow, one cell for each; an unknown value
 * (null) leaves a gap. The largest value has the highest bar; zero and negative values have the lowest bar.
 */
export function sparkline(
	values: ReadonlyArray<number | null>,
	{sparklineBars}: Glyphs,
	styleName: StyleName,
): Line {
	const largest = Math.max(0, ...values.map(value => value ?? 0));
	const text = values.map(value => {
		const share = largest === 0 ? 0 : Math.max(0, value ?? 0) / largest;
		const level = Math.min(sparklineBars.length - 1, Math.floor(share * sparklineBars.length));
		return value === null ? ' ' : sparklineBars.charAt(level);
	});
	return [span(text.join(''), styleName)];
}

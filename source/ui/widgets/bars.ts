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

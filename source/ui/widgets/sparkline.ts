import {span, type Line} from '../line.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {StyleName} from '../theme/theme.ts';

/**
 * Returns a small bar for each value, such as the duration of each run of a workflow, from the oldest to the newest, one
 * cell for each; an unknown value (null) leaves a gap. The largest value has the highest bar; zero and negative values
 * have the lowest bar.
 */
export function sparkline(
	values: ReadonlyArray<number | null>,
	{sparklineBars}: Glyphs,
	styleName: StyleName,
): Line {
	const largest = Math.max(0, ...values.map(value => value ?? 0));
	const text = values.map(value => {
		if (value === null) {
			return ' ';
		}

		const share = largest === 0 ? 0 : Math.max(0, value) / largest;
		const level = Math.min(sparklineBars.length - 1, Math.floor(share * sparklineBars.length));
		return sparklineBars.charAt(level);
	});
	return [span(text.join(''), styleName)];
}

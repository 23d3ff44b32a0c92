import {useAppearance} from '../appearance-context.ts';
import {span, type Line} from '../line.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {StyleName} from '../theme/theme.ts';
import {LineText} from './Row.tsx';

type SparklineProps = {
	/** The values from the oldest to the newest, one cell for each; null for an unknown value, which leaves a gap. */
	readonly values: ReadonlyArray<number | null>;
	readonly styleName: StyleName;
};

/**
 * Draws a small bar for each value, such as the duration of each run of a workflow. Can also be a part of a row, inside
 * another `<Text>`. The largest value has the highest bar; zero and negative values have the lowest bar.
 */
export function Sparkline({values, styleName}: SparklineProps) {
	return <LineText line={sparkline(values, useAppearance().glyphs, styleName)} />;
}

/** Returns what `Sparkline` draws, for a cell of a table or a value of a field. */
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

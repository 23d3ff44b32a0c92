import {useAppearance} from '../appearance-context.ts';
import {span, type Line} from '../line.ts';
import type {Glyphs} from '../theme/glyphs.ts';
import type {StyleName} from '../theme/theme.ts';
import {Row} from './Row.tsx';

export type SparklineProps = {
	/** The values from the oldest to the newest, one cell for each; null for an unknown value. */
	readonly values: ReadonlyArray<number | null>;
	readonly styleName: StyleName;
};

/** A row of small bars. The height of each bar is in proportion to the largest value. */
export function Sparkline({values, styleName}: SparklineProps) {
	return (
		<Row
			line={sparkline(values, useAppearance().glyphs, styleName)}
			width={values.length}
			fillsWidth
		/>
	);
}

export function sparkline(
	values: ReadonlyArray<number | null>,
	{levels}: Glyphs,
	styleName: StyleName,
): Line {
	const largest = Math.max(0, ...values.map(value => value ?? 0));
	const text = values
		.map(value => {
			if (value === null) {
				return ' ';
			}

			const share = largest === 0 ? 0 : Math.max(0, value) / largest;
			return levels[Math.min(levels.length - 1, Math.floor(share * levels.length))];
		})
		.join('');
	return [span(text, styleName)];
}

import {useAppearance} from '../appearance-context.ts';
import {bar} from '../bar.ts';
import type {StyleName} from '../theme/theme.ts';
import {Row} from './Row.tsx';

export type ProgressBarProps = {
	/** From 0 to 100. */
	readonly percent: number;
	/** The width in cells. */
	readonly width: number;
	readonly styleName: StyleName;
};

export function ProgressBar({percent, width, styleName}: ProgressBarProps) {
	const {glyphs} = useAppearance();
	return <Row line={bar(percent, width, glyphs, styleName)} width={width} fillsWidth />;
}

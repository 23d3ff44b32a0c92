import type {Hint} from '../../store/keys/hints.ts';
import {useAppearance} from '../appearance-context.ts';
import {keyHintsLine} from './key-hints-line.ts';
import {Row} from './Row.tsx';

export type KeyHintsProps = {
	readonly hints: readonly Hint[];
	/** The width in cells. */
	readonly width: number;
};

/** Keys with a description of each. If not all fit, some are left out, but never the help key. */
export function KeyHints({hints, width}: KeyHintsProps) {
	return <Row line={keyHintsLine(hints, width, useAppearance())} width={width} fillsWidth />;
}

import type {Hint} from '../../store/keys/hints.ts';
import {useAppearance} from '../appearance-context.ts';
import {keyHintsLine} from './key-hints-line.ts';
import {Row} from './Row.tsx';

export type KeyHintsProps = {
	readonly hints: readonly Hint[];
	/** In cells. */
	readonly width: number;
};

/** Keys and their words, as many as fit. The key of the help is always among them. */
export function KeyHints({hints, width}: KeyHintsProps) {
	return <Row line={keyHintsLine(hints, width, useAppearance())} width={width} isEdge />;
}

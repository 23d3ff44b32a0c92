import {Box} from 'ink';
import type {Hint} from '../keys/hints.ts';
import type {Size} from '../state/state.ts';
import type {ScreenModel} from '../state/view-model.ts';
import {frameLines} from './frame-lines.ts';
import type {Look} from './look.ts';
import {Row} from './row.tsx';

export type ScreenProps = {
	readonly model: ScreenModel;
	/** The keys that work where the reader is. */
	readonly hints: readonly Hint[];
	readonly size: Size;
	readonly look: Look;
};

/** One frame, drawn from the model and nothing else. Ink lays out nothing: it gets finished lines. */
export function Screen({model, hints, size, look}: ScreenProps) {
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			{frameLines(model, hints, size, look).map((line, row) => (
				<Row key={row} line={line} look={look} />
			))}
		</Box>
	);
}

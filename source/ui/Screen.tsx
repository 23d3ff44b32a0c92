import {Box} from 'ink';
import type {Hint} from '../store/keys/hints.ts';
import type {Size} from '../features/panes/state.ts';
import type {ScreenModel} from '../store/view-model.ts';
import {frameLines} from './frame-lines.ts';
import type {Appearance} from './theme/appearance.ts';
import {Row} from './Row.tsx';

export type ScreenProps = {
	readonly model: ScreenModel;
	/** The key hints of the footer. */
	readonly hints: readonly Hint[];
	readonly size: Size;
	readonly appearance: Appearance;
};

/** One frame. `frameLines` does the layout, not Ink. */
export function Screen({model, hints, size, appearance}: ScreenProps) {
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			{frameLines(model, hints, size, appearance).map((line, row) => (
				<Row key={row} line={line} appearance={appearance} />
			))}
		</Box>
	);
}

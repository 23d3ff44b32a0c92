import type {Output} from '../../core/output/output.ts';
import {contentHeight} from '../panes/layout.ts';
import {selectedOutput} from './reduce.ts';
import {selectedRun} from '../runs/selected-run.ts';
import type {State} from '../../store/state.ts';

/** What of the shelf is in sight. */
export type OutputsWindow = {
	readonly outputs: readonly Output[];
	readonly first: number;
	readonly total: number;
	readonly selected: Output | null;
};

/** The outputs of the selected run that are in sight; the selected one is among them. */
export function outputsWindow(state: State): OutputsWindow {
	const {size, focus, zoomed} = state.view;
	const outputs = selectedRun(state)?.execution?.outputs ?? [];
	const height = contentHeight(size, focus, zoomed, 'outputs');
	const selected = selectedOutput(state);
	const at = selected === null ? 0 : outputs.indexOf(selected);
	const first = Math.max(0, Math.min(at, outputs.length - height, Math.max(0, at - height + 1)));
	return {
		outputs: outputs.slice(first, first + height),
		first,
		total: outputs.length,
		selected,
	};
}

import type {Duration} from '../../core/time/clock.ts';
import {localExpiry} from './state.ts';
import type {Output} from '../../core/output/output.ts';
import {selectedOutput} from './reduce.ts';
import type {State} from '../../store/state.ts';
import {contentHeight} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';

type OutputsWindow = {
	readonly outputs: readonly Output[];
	readonly first: number;
	readonly total: number;
	readonly selected: Output | null;
};

/** Selects the visible outputs of the selected run, with the selected output among them. */
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

/** A longer time is shown in days and does not tick. */
const countdownLimitMs: Duration = 2 * 86_400_000;

export function hasVisibleExpiry(state: State): boolean {
	return (
		state.view.overlay === null &&
		outputsWindow(state).outputs.some(output => {
			const expiresAt = localExpiry(state, output);
			return expiresAt !== null && Math.abs(expiresAt - state.now) < countdownLimitMs;
		})
	);
}

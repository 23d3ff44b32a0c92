import type {Duration} from '../../core/time/clock.ts';
import {expiryHere} from './state.ts';
import {outputsWindow} from './window.ts';
import type {State} from '../../store/state.ts';

/** Further away a time is told in days, and nobody waits for the next one. */
const nearness: Duration = 2 * 86_400_000;

/** Whether the end of an address is being counted down in sight, or the time since then counted up. */
export function hasVisibleExpiry(state: State): boolean {
	return (
		state.view.overlay === null &&
		outputsWindow(state).outputs.some(output => {
			const expiresAt = expiryHere(state.outputs, output);
			return expiresAt !== null && Math.abs(expiresAt - state.now) < nearness;
		})
	);
}

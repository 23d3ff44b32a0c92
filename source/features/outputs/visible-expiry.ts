import type {Duration} from '../../core/time/clock.ts';
import {localExpiry} from './state.ts';
import {outputsWindow} from './window.ts';
import type {State} from '../../store/state.ts';

/** Further away a time is told in days, and nobody waits for the next one. */
const countdownLimitMs: Duration = 2 * 86_400_000;

/** Whether the end of an address is being counted down in sight, or the time since then counted up. */
export function hasVisibleExpiry(state: State): boolean {
	return (
		state.view.overlay === null &&
		outputsWindow(state).outputs.some(output => {
			const expiresAt = localExpiry(state.outputs, output);
			return expiresAt !== null && Math.abs(expiresAt - state.now) < countdownLimitMs;
		})
	);
}

import type {Duration} from '../../core/time/clock.ts';
import {localExpiry} from './state.ts';
import {outputsWindow} from './window.ts';
import type {State} from '../../store/state.ts';

/** Beyond this the time is shown in days and does not tick. */
const countdownLimitMs: Duration = 2 * 86_400_000;

/** Whether a ticking expiry time is visible. */
export function hasVisibleExpiry(state: State): boolean {
	return (
		state.view.overlay === null &&
		outputsWindow(state).outputs.some(output => {
			const expiresAt = localExpiry(state.outputs, output);
			return expiresAt !== null && Math.abs(expiresAt - state.now) < countdownLimitMs;
		})
	);
}

import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import {frameText} from '../ui/frame-text.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';
import type {DiffingStdout} from '../terminal/output/diffing-stdout.ts';

/** A slower response is drawn while Ink is loading. */
const firstResponseTimeoutMs: Duration = 30;

export type OpeningOptions = {
	readonly store: Pick<Store, 'getState' | 'observe' | 'subscribe'>;
	readonly clock: Clock;
	readonly canvas: Pick<DiffingStdout, 'drawFirst' | 'draw'>;
	readonly appearance: Appearance;
};

/**
 * Draws the first frames without Ink, which takes longer to load than the rest of the start. Resolves after the first
 * frame, which waits briefly for a response, to a function that stops drawing. Call it after Ink's first frame, which has
 * the same cells.
 */
export async function drawOpening({
	store,
	clock,
	canvas,
	appearance,
}: OpeningOptions): Promise<Cancel> {
	await firstResponse(store, clock);
	const first = store.getState();
	canvas.drawFirst(frameText(first, appearance));
	return store.subscribe(() => {
		const state = store.getState();

		// After a resize Ink draws the whole screen.
		if (state.view.size === first.view.size) {
			canvas.draw(frameText(state, appearance));
		}
	});
}

/** Resolves after the first response for a run or the timeout. */
async function firstResponse(
	{getState, observe}: Pick<Store, 'getState' | 'observe'>,
	clock: Clock,
): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const check = (state: State): void => {
		if (hasResponse(state)) {
			resolve();
		}
	};
	// `subscribe` would be delayed by the frame of the window's title.
	const stop = observe(check);
	const cancel = clock.after(firstResponseTimeoutMs, resolve);
	check(getState());
	await promise;
	cancel();
	stop();
}

function hasResponse({runs}: State): boolean {
	return [...runs.values()].some(
		({execution, polling}) => execution !== null || polling.problem !== null,
	);
}

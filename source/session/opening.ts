import type {Cancel, Clock, Duration} from '../core/time/clock.ts';
import type {Run} from '../core/run.ts';
import {frameText} from '../ui/frame-text.ts';
import type {Appearance} from '../ui/theme/appearance.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';
import type {DiffingStdout} from '../terminal/output/diffing-stdout.ts';

/** So long the first answer is waited for. One that takes longer comes while Ink is loaded, and is drawn after that. */
const patience: Duration = 30;

/** What the first frames are drawn from, and on. */
export type OpeningOptions = {
	readonly store: Pick<Store, 'getState' | 'observe' | 'subscribe'>;
	readonly clock: Clock;
	readonly canvas: Pick<DiffingStdout, 'drawFirst' | 'draw'>;
	readonly appearance: Appearance;
};

/**
 * Draws the screen without Ink, as soon as a run's first answer is there, or does not come soon, and from then on as often as it
 * changes: to load Ink takes as long as all else of a start, and then as long again to its first frame, of which no cell
 * is another any more. Resolves when it is drawn; gives what ends it, to be called when Ink has drawn.
 */
export async function drawOpening({
	store,
	clock,
	canvas,
	appearance,
}: OpeningOptions): Promise<Cancel> {
	await firstAnswer(store, clock);
	const first = store.getState();
	canvas.drawFirst(frameText(first, appearance));
	return store.subscribe(() => {
		const state = store.getState();

		// For another size than it began with, Ink will draw everything anew.
		if (state.view.size === first.view.size) {
			canvas.draw(frameText(state, appearance));
		}
	});
}

/** Resolves when there is an answer about a run, or was none for a moment. */
async function firstAnswer(
	{getState, observe}: Pick<Store, 'getState' | 'observe'>,
	clock: Clock,
): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	const appearance = (state: State): void => {
		if (hasAnswer(state)) {
			resolve();
		}
	};
	// By each step: a frame would have to wait for the one before, that of the window's title.
	const stop = observe(appearance);
	const cancel = clock.after(patience, resolve);
	appearance(getState());
	await promise;
	cancel();
	stop();
}

function hasAnswer({runs}: State): boolean {
	return [...runs.values()].some(isAnswered);
}

function isAnswered({execution, polling}: Run): boolean {
	return execution !== null || polling.problem !== null;
}

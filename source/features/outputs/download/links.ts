import {newLink} from '../../../core/output/output-address.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {waitFor, type Clock, type Duration} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import type {Store} from '../../../store/store.ts';
import {runOf} from '../other-runs.ts';
import type {RunOutput} from '../state.ts';

/** What is needed to wait for responses of the service. */
export type ServiceWait = {
	/** Real time: it measures rates and pauses. */
	readonly clock: Clock;
	/** Polls a run at once. Null in a replay, which sends no requests. */
	readonly pollNow: ((id: RunOrderId) => void) | null;
	/** Asks the service for an asset at once. */
	readonly loadAsset: (id: string) => void;
	readonly store: () => Pick<Store, 'dispatch' | 'getState' | 'observe'>;
};

/** How long a download or a preview waits for the data in its file name, or for a new link. */
const maxWaitMs: Duration = 15_000;

/** Waits until `holds` is true, now or after an action, but not for longer than `maxWaitMs`. */
export async function waitUntil(
	{clock, store}: ServiceWait,
	signal: AbortSignal,
	holds: (state: State, action: Action | null) => boolean,
): Promise<void> {
	if (!holds(store().getState(), null)) {
		await waitFor(maxWaitMs, clock, signal, wake =>
			store().observe((state, action) => {
				if (holds(state, action)) {
					wake();
				}
			}),
		);
	}
}

/** Asks for the asset that an output is, or polls its run once. Returns a new link to the file; null if there is none. */
export async function renewLink(
	wait: ServiceWait,
	{run: {id}, output}: RunOutput,
	signal: AbortSignal,
): Promise<URL | null> {
	if (wait.pollNow === null) {
		return null;
	}

	const {assetId} = output;

	if (assetId !== null) {
		wait.loadAsset(assetId);
		await waitUntil(
			wait,
			signal,
			(_, action) => action?.type === 'assetLoaded' && action.assetId === assetId,
		);
		const address = wait.store().getState().assets.get(assetId)?.address ?? null;

		if (address !== null) {
			return address;
		}
	}

	wait.pollNow(id);
	await waitUntil(
		wait,
		signal,
		(_, action) => action?.type === 'polled' && action.outcomes.some(outcome => outcome.id === id),
	);
	return newLink(runOf(wait.store().getState(), id)?.execution?.outputs ?? [], output);
}

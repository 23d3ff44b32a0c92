import {newLink} from '../../../core/output/output-address.ts';
import type {RunOrderId} from '../../../core/run.ts';
import {waitFor, type Clock, type Duration} from '../../../core/time/clock.ts';
import type {Action} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import type {Store} from '../../../store/store.ts';
import {inputPictures, isInput} from '../input-pictures.ts';
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
	/** Asks the service for the order of a run at once. */
	readonly loadOrder: (id: RunOrderId) => void;
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

/**
 * Asks for the asset that an output or an input is, or for the run or its order. Returns a new link to the file; null if there is
 * none.
 */
export async function renewLink(
	wait: ServiceWait,
	one: RunOutput,
	signal: AbortSignal,
): Promise<URL | null> {
	const {run, output} = one;
	const {assetId} = output;
	const waitForAction = async (holds: (action: Action) => boolean): Promise<void> =>
		waitUntil(wait, signal, (_, action) => action !== null && holds(action));

	if (wait.pollNow === null) {
		return null;
	}

	if (assetId !== null) {
		wait.loadAsset(assetId);
		await waitForAction(action => action.type === 'assetLoaded' && action.assetId === assetId);
		const address = wait.store().getState().assets.get(assetId)?.address ?? null;

		if (address !== null || isInput(one)) {
			return address;
		}
	}

	if (isInput(one)) {
		wait.loadOrder(run.id);
		await waitForAction(
			action =>
				(action.type === 'orderLoaded' || action.type === 'orderFailed') && action.id === run.id,
		);
		const pictures = inputPictures(wait.store().getState(), run).map(picture => picture.output);
		return newLink(pictures, output);
	}

	wait.pollNow(run.id);
	await waitForAction(
		action => action.type === 'polled' && action.outcomes.some(({id}) => id === run.id),
	);
	return newLink(runOf(wait.store().getState(), run.id)?.execution?.outputs ?? [], output);
}

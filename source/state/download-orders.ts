import {
	downloadId,
	type Download,
	type DownloadId,
	type DownloadOrder,
} from '../domain/download.ts';
import {expiryOf} from '../domain/expiry.ts';
import type {Output} from '../domain/output.ts';
import type {Run, RunOrderId} from '../domain/run.ts';
import type {State} from './state.ts';
import type {Step} from './step.ts';

/** An output that is to be saved, and how. */
export type Wish = {
	readonly run: Run;
	readonly output: Output;
	readonly ifSaved: DownloadOrder['ifSaved'];
	/** Whether its address was asked for anew. */
	readonly renewed?: boolean;
};

/** What is known of the saving of an output; null where it was never asked for. */
export function downloadOf(
	{downloads}: Pick<State, 'downloads'>,
	runId: RunOrderId,
	{key}: Output,
): Download | null {
	return downloads.get(downloadId(runId, key.exact)) ?? null;
}

/** Asks for outputs to be saved. */
export function orderDownloads(state: State, wishes: readonly Wish[]): Step {
	if (wishes.length === 0) {
		return {state, effects: []};
	}

	const downloads = new Map<DownloadId, Download>(state.downloads);

	for (const {run, output, renewed = false} of wishes) {
		const id = downloadId(run.id, output.key.exact);
		const {key, address} = output;
		// What is asked for last stands last.
		downloads.delete(id);
		downloads.set(id, {id, runId: run.id, key, address, renewed, phase: {kind: 'queued'}});
	}

	return {
		state: {...state, downloads},
		effects: [{type: 'download', orders: wishes.map(orderOf)}],
	};
}

function orderOf({run, output, ifSaved}: Wish): DownloadOrder {
	const {key, address, value, name} = output;
	return {
		id: downloadId(run.id, key.exact),
		runId: run.id,
		key: key.exact,
		source: address === null ? {kind: 'text', text: value.exact} : {kind: 'address', address},
		name: name?.exact ?? null,
		expiresAt: address === null ? null : expiryOf(address),
		ifSaved,
	};
}

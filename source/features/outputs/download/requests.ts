import {
	downloadId,
	isDownloadActive,
	type Download,
	type DownloadId,
	type DownloadRequest,
} from '../../../core/output/download.ts';
import {expiryOf} from '../../../core/output/expiry.ts';
import type {Output} from '../../../core/output/output.ts';
import {valueId} from '../../../core/output/output-address.ts';
import type {Run, RunOrderId} from '../../../core/run.ts';
import type {State} from '../../../store/state.ts';
import type {Transition} from '../../../store/transition.ts';

/** An output that is to be saved, and how. */
export type OutputToSave = {
	readonly run: Run;
	readonly output: Output;
	/** Whether its address was asked for anew. */
	readonly renewed?: boolean;
};

/**
 * What is known of the saving of an output; null where it was never asked for, or has changed since: what was saved is
 * another file then.
 */
export function downloadOf(
	{downloads}: Pick<State, 'downloads'>,
	runId: RunOrderId,
	output: Output,
): Download | null {
	const known = downloads.get(downloadId(runId, output.key.exact)) ?? null;
	return known !== null && (isDownloadActive(known) || known.valueId === valueId(output))
		? known
		: null;
}

/** Asks for outputs to be saved. */
export function requestDownloads(state: State, wishes: readonly OutputToSave[]): Transition {
	if (wishes.length === 0) {
		return {state, effects: []};
	}

	const downloads = new Map<DownloadId, Download>(state.downloads);
	const ids = wishes.map(({run, output}) => downloadId(run.id, output.key.exact));
	const batch = wishes.length === 1 ? null : new Set(ids);

	for (const {run, output, renewed = false} of wishes) {
		const id = downloadId(run.id, output.key.exact);
		const {key, address} = output;
		// What is asked for last stands last.
		downloads.delete(id);
		downloads.set(id, {
			id,
			runId: run.id,
			key,
			address,
			valueId: valueId(output),
			batch,
			renewed,
			phase: {kind: 'queued'},
		});
	}

	return {
		state: {...state, downloads},
		effects: [{type: 'download', orders: wishes.map(wish => orderOf(wish, state))}],
	};
}

function orderOf({run, output}: OutputToSave, {downloads}: State): DownloadRequest {
	const {key, kind, address, value, name} = output;
	const before = downloads.get(downloadId(run.id, key.exact));
	const isSame = before?.valueId === valueId(output);
	return {
		id: downloadId(run.id, key.exact),
		runId: run.id,
		key: key.exact,
		kind,
		source: address === null ? {kind: 'text', text: value.exact} : {kind: 'address', address},
		name: name?.exact ?? null,
		expiresAt: address === null ? null : expiryOf(address),
		savedAs:
			isSame && before.phase.kind === 'done'
				? {path: before.phase.path.exact, bytes: before.phase.bytes}
				: null,
		// A changed output may have the name and the length of what it was.
		sameBy: before === undefined || isSame ? 'length' : 'bytes',
	};
}

import {
	downloadId,
	isDownloadActive,
	type Download,
	type DownloadId,
	type DownloadRequest,
	type OutputSubject,
} from '../../../core/output/download.ts';
import {addressId, valueId} from '../../../core/output/output-address.ts';
import type {Output} from '../../../core/output/output.ts';
import type {Run, RunOrderId} from '../../../core/run.ts';
import type {State} from '../../../store/state.ts';
import type {HandlerResult, Transition} from '../../../store/transition.ts';
import {requestOrders} from '../../order/index.ts';
import type {RunOutput} from '../state.ts';

/**
 * Returns the last download of an output; null if none was requested. Also returns null if this download has ended and
 * was requested for an earlier value of the output.
 */
export function downloadOf(
	{downloads}: Pick<State, 'downloads'>,
	{run, output}: RunOutput,
): Download | null {
	const known = downloads.get(downloadId(run.id, output.key.exact)) ?? null;
	return known !== null && (isDownloadActive(known) || known.valueId === valueId(output))
		? known
		: null;
}

export function requestDownloads(state: State, outputs: readonly RunOutput[]): Transition {
	if (outputs.length === 0) {
		return {state, effects: []};
	}

	const downloads = new Map<DownloadId, Download>(state.downloads);
	const requests = outputs.map(output => requestOf(output, state));
	const batch = requests.map(({id}) => id);

	for (const {run, output} of outputs) {
		const id = downloadId(run.id, output.key.exact);
		const {key, address} = output;
		// Delete first, so that a repeated request moves to the end of the map.
		downloads.delete(id);
		downloads.set(id, {
			id,
			runId: run.id,
			key,
			address,
			valueId: valueId(output),
			batch,
			phase: {kind: 'queued'},
		});
	}

	const requested = withOrders({...state, downloads}, outputs);
	return {state: requested.state, effects: [...requested.effects, {type: 'download', requests}]};
}

/** Requests the orders of the runs that are not known yet, if the names or the records of the runs contain inputs. */
function withOrders(state: State, outputs: readonly RunOutput[]): Transition {
	const ids = outputs.filter(({run}) => run.inputs === null).map(({run}) => run.id);
	return requestOrders(state, savingNeeds(state, '{input.') ? [...new Set(ids)] : []);
}

function requestOf({run, output}: RunOutput, {downloads, saved}: State): DownloadRequest {
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
		subject: subjectOf(run, output, saved),
		savedAs:
			isSame && before.phase.kind === 'done'
				? {path: before.phase.path.exact, bytes: before.phase.bytes}
				: null,
		// Compare the bytes of a changed output, because it may have the same name and length as the saved file.
		sameBy: before === undefined || isSame ? 'length' : 'bytes',
	};
}

function subjectOf(
	{id, title, inputs, execution}: Run,
	output: Output,
	{labels}: State['saved'],
): OutputSubject {
	return {
		title: title?.exact ?? null,
		label: labels.get(id)?.exact ?? null,
		workflowId: execution?.workflowId?.exact ?? null,
		createdAt: execution?.createdAt ?? execution?.startedAt ?? null,
		index: 1 + (execution?.outputs.findIndex(({key}) => key.exact === output.key.exact) ?? 0),
		inputs: inputs ?? [],
	};
}

/** Reports whether names of files, or records of runs, contain what the placeholder stands for. */
function savingNeeds({saving}: State, placeholder: '{title}' | '{input.'): boolean {
	return saving.savesRecord || saving.template?.includes(placeholder) === true;
}

/** Reports whether everything is known, or will not be known, that names and records of the run contain. */
export function isSubjectKnown(state: State, {runId}: DownloadRequest): boolean {
	const {runs, orders, workflows} = state;
	const run = runs.get(runId);
	const workflowId = run?.execution?.workflowId?.exact ?? '';
	const isLoading = run?.inputs === null && orders.get(runId)?.loading === true;
	const hasTitle = run === undefined || run.title !== null || workflows.has(workflowId);
	return (
		!(isLoading && savingNeeds(state, '{input.')) && (hasTitle || !savingNeeds(state, '{title}'))
	);
}

/**
 * Returns the request with what is known of the output now, and with another `source` if there is a newer link. If the
 * file is gone, every other link counts as newer, because a signature cannot always be told apart from a file name.
 * With `--download`, an output that has changed is requested again anyway.
 */
export function refreshed(
	{runs, saved, downloadAll}: State,
	request: DownloadRequest,
	{isGone = false} = {},
): DownloadRequest {
	const {runId, key, source} = request;
	const run = runs.get(runId);
	const output = run?.execution?.outputs.find(one => one.key.exact === key);

	if (run === undefined || output === undefined) {
		return request;
	}

	const {address} = output;
	const hasNewLink =
		source.kind === 'address' &&
		address !== null &&
		address.href !== source.address.href &&
		((isGone && !downloadAll) || addressId(address) === addressId(source.address));
	return {
		...request,
		source: hasNewLink ? {kind: 'address', address} : source,
		subject: subjectOf(run, output, saved),
	};
}

/**
 * Returns the number of active downloads (`underWay`) and their progress in percent, 0 to 100. Returns null if there
 * are none. `percent` is null if the size of a file is unknown, or if all sizes are 0.
 */
export function selectDownloads({downloads}: Pick<State, 'downloads'>) {
	const active = [...downloads.values()].filter(isDownloadActive);

	if (active.length === 0) {
		return null;
	}

	let bytes = 0;
	let total: number | null = 0;

	for (const {phase} of active) {
		const size: number | null = 'total' in phase ? phase.total : null;
		bytes += 'bytes' in phase ? phase.bytes : 0;
		total = total === null || size === null ? null : total + size;
	}

	const percent = total === null || total === 0 ? null : Math.min(100, (bytes / total) * 100);
	return {underWay: active.length, percent};
}

/** If no download of the run is active any more, saves its record beside its first output. */
export function saveRecord(state: State, runId: RunOrderId): HandlerResult {
	if (!state.saving.savesRecord) {
		return state;
	}

	const ofRun = [...state.downloads.values()].filter(one => one.runId === runId);
	const first = ofRun.map(({phase}) => phase).find(phase => phase.kind === 'done');
	return first === undefined || ofRun.some(isDownloadActive)
		? state
		: {state, effects: [{type: 'saveRunRecord', id: runId, beside: first.path.exact}]};
}

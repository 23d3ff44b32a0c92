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
import type {Run} from '../../../core/run.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type Transition} from '../../../store/transition.ts';
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

/** Also requests the orders of the runs, if names of files or records of runs contain inputs that are unknown. */
export function requestDownloads(state: State, outputs: readonly RunOutput[]): Transition {
	if (outputs.length === 0) {
		return noEffects(state);
	}

	const requests = outputs.map(output => requestOf(output, state));
	const batch = requests.map(({id}) => id);
	const downloads = new Map<DownloadId, Download>(state.downloads);

	for (const {run, output} of outputs) {
		const {key, address} = output;
		const id = downloadId(run.id, key.exact);
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

	const unknown = outputs.flatMap(({run}) => (run.inputs === null ? [run.id] : []));
	const ordered = requestOrders(
		{...state, downloads},
		savingNeeds(state, '{input.') ? [...new Set(unknown)] : [],
	);
	return {state: ordered.state, effects: [...ordered.effects, {type: 'download', requests}]};
}

function requestOf({run, output}: RunOutput, {downloads, saved}: State): DownloadRequest {
	const {key, kind, address, value, name} = output;
	const id = downloadId(run.id, key.exact);
	const before = downloads.get(id);
	return {
		id,
		runId: run.id,
		key: key.exact,
		kind,
		source: address === null ? {kind: 'text', text: value.exact} : {kind: 'address', address},
		name: name?.exact ?? null,
		subject: subjectOf(run, output, saved),
		trustsLength: before === undefined || before.valueId === valueId(output),
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

/** Returns the request with what is known of the output now, and with the newest link to the same file. */
export function withSubject(state: State, request: DownloadRequest): DownloadRequest {
	const {run, output} = requestedOutput(state, request) ?? {};
	const link = newLink(state, request, 'same-file');
	return {
		...request,
		...(link !== null && {source: {kind: 'address', address: link}}),
		...(run && output && {subject: subjectOf(run, output, state.saved)}),
	};
}

/**
 * Returns the link of the output if it is not that of the request; null if it is. `any`: also one that looks like that of
 * another file, because a signature cannot always be told apart from a file name.
 */
export function newLink(
	state: State,
	request: DownloadRequest,
	which: 'same-file' | 'any',
): URL | null {
	const link = requestedOutput(state, request)?.output.address ?? null;
	const {source} = request;
	return link !== null &&
		source.kind === 'address' &&
		link.href !== source.address.href &&
		(which === 'any' || addressId(link) === addressId(source.address))
		? link
		: null;
}

function requestedOutput({runs}: State, {runId, key}: DownloadRequest): RunOutput | null {
	const run = runs.get(runId);
	const output = run?.execution?.outputs.find(one => one.key.exact === key);
	return run === undefined || output === undefined ? null : {run, output};
}

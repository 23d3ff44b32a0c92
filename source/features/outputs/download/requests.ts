import {
	downloadId,
	isDownloadActive,
	type Download,
	type DownloadRequest,
} from '../../../core/output/download.ts';
import {addressId, valueId} from '../../../core/output/output-address.ts';
import type {Output} from '../../../core/output/output.ts';
import type {Run} from '../../../core/run.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type Transition} from '../../../store/transition.ts';
import {requestOrders} from '../../order/index.ts';
import {labelOf} from '../../runs/index.ts';
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

	const requests = outputs.map(({run, output}): DownloadRequest => {
		const id = downloadId(run.id, output.key.exact);
		const before = state.downloads.get(id);
		const trustsLength = before === undefined || before.valueId === valueId(output);
		return {id, run, output, label: labelOf(state, run.id)?.exact ?? null, trustsLength};
	});
	const batch = requests.map(({id}) => id);
	const downloads = new Map(state.downloads);

	for (const {id, run, output} of requests) {
		const {key, address} = output;
		const phase = {kind: 'queued'} as const;
		// Delete first, so that a repeated request moves to the end of the map.
		downloads.delete(id);
		downloads.set(id, {id, runId: run.id, key, address, valueId: valueId(output), batch, phase});
	}

	const unknown = outputs.flatMap(({run}) => (run.inputs === null ? [run.id] : []));
	const ordered = requestOrders(
		{...state, downloads},
		savingNeeds(state, '{input.') ? [...new Set(unknown)] : [],
	);
	return {state: ordered.state, effects: [...ordered.effects, {type: 'download', requests}]};
}

/** Reports whether names of files, or records of runs, contain what the placeholder stands for. */
function savingNeeds({saving}: State, placeholder: '{title}' | '{input.'): boolean {
	return saving.savesRecord || saving.template?.includes(placeholder) === true;
}

/** Reports whether everything is known, or will not be known, that names and records of the run contain. */
export function isSubjectKnown(state: State, {run: {id}}: DownloadRequest): boolean {
	const {runs, orders, workflows} = state;
	const run = runs.get(id);
	const workflowId = run?.execution?.workflowId?.exact ?? '';
	const isLoading = run?.inputs === null && orders.get(id)?.loading === true;
	const hasTitle = run === undefined || run.title !== null || workflows.has(workflowId);
	return (
		!(isLoading && savingNeeds(state, '{input.')) && (hasTitle || !savingNeeds(state, '{title}'))
	);
}

/** Returns the request with what is known of the run now, and with the newest link to the same file. */
export function withLatest(state: State, request: DownloadRequest): DownloadRequest {
	const run = state.runs.get(request.run.id);
	const output = run === undefined ? undefined : findOutput(run, request);

	if (run === undefined || output === undefined) {
		return request;
	}

	const label = labelOf(state, run.id)?.exact ?? null;
	const isSame = valueId(output) === valueId(request.output);
	return {...request, run, label, ...(isSame && {output})};
}

/**
 * Returns the link of the output if it is not that of the request; null if it is. `any`: also one that looks like that of
 * another file, because a signature cannot always be told apart from a file name.
 */
export function newLink(
	{runs}: State,
	request: DownloadRequest,
	which: 'same-file' | 'any',
): URL | null {
	const {address: old} = request.output;
	const run = runs.get(request.run.id);
	const link = run === undefined ? null : (findOutput(run, request)?.address ?? null);
	return link !== null &&
		old !== null &&
		link.href !== old.href &&
		(which === 'any' || addressId(link) === addressId(old))
		? link
		: null;
}

function findOutput({execution}: Run, {output: {key}}: DownloadRequest): Output | undefined {
	return execution?.outputs.find(one => one.key.exact === key.exact);
}

import {
	isDownloadActive,
	type Download,
	type DownloadRequest,
} from '../../../core/output/download.ts';
import {valueId} from '../../../core/output/output-address.ts';
import {hasEnded} from '../../../core/run.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {PollOutcome} from '../../../polling/actions.ts';
import type {Action} from '../../../store/action.ts';
import type {Notice} from '../../../store/notice.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type HandlerResult, type Transition} from '../../../store/transition.ts';
import {withNotice} from '../../../store/with-view.ts';
import {requestOrders} from '../../run-order/index.ts';
import {labelOf} from '../../runs/index.ts';
import {selectedOutput} from '../reduce.ts';
import {outputId, outputsOf, type RunOutput} from '../state.ts';

/** Returns the download of an output that is active or has the output's current value; null if there is none. */
export function downloadOf({downloads}: Pick<State, 'downloads'>, one: RunOutput): Download | null {
	const known = downloads.get(outputId(one)) ?? null;
	return known !== null && (isDownloadActive(known) || known.valueId === valueId(one.output))
		? known
		: null;
}

/** Saves the outputs that are neither saved nor being saved; with `again` also saved ones, to show where they are. */
export function saveOutputs(
	state: State,
	outputs: readonly RunOutput[],
	again: boolean,
	at: Instant,
): HandlerResult {
	const wanted = outputs.filter(one => {
		const download = downloadOf(state, one);
		return (
			download === null ||
			(!isDownloadActive(download) && (again || download.phase.kind !== 'done'))
		);
	});
	const [first] = wanted;

	if (first === undefined) {
		return withNotice(state, {kind: 'nothing-to-save'}, at);
	}

	const what = first.output.key.safe;
	const runs = new Set(wanted.map(({run}) => run)).size;
	const notice = {kind: 'saving', count: wanted.length, runs, what} as const;
	return requestDownloads(withNotice(state, notice, at), wanted);
}

/** Requests the downloads; also the orders of the runs, if file names contain inputs that are unknown. */
function requestDownloads(state: State, outputs: readonly RunOutput[]): Transition {
	if (outputs.length === 0) {
		return noEffects(state);
	}

	const batch = outputs.map(outputId);
	const requests = outputs.map((one): DownloadRequest => {
		const label = labelOf(state, one.run.id)?.exact ?? null;
		return {...one, id: outputId(one), label};
	});
	const added = requests.map(({id, run, output}): readonly [string, Download] => {
		const phase = {kind: 'queued'} as const;
		return [id, {id, runId: run.id, key: output.key, valueId: valueId(output), batch, phase}];
	});
	const withoutInputs = outputs.flatMap(({run}) => (run.inputs === null ? [run.id] : []));
	const ordered = requestOrders(
		{...state, downloads: new Map([...state.downloads, ...added])},
		namesHave(state, '{input.') ? [...new Set(withoutInputs)] : [],
	);
	return {state: ordered.state, effects: [...ordered.effects, {type: 'download', requests}]};
}

function namesHave({downloadName}: State, placeholder: '{title}' | '{input.'): boolean {
	return downloadName?.includes(placeholder) === true;
}

/** Returns the request with the newest data of the run; null while data that the file name needs is still loading. */
export function preparedRequest(state: State, request: DownloadRequest): DownloadRequest | null {
	const {id} = request.run;
	const run = state.runs.get(id) ?? request.run;
	const hasWorkflow = state.workflows.has(run.execution?.workflowId?.exact ?? '');
	const lacksTitle = namesHave(state, '{title}') && run.title === null && !hasWorkflow;
	const isLoading = run.inputs === null && state.runOrders.get(id)?.loading === true;
	const lacksInputs = namesHave(state, '{input.') && isLoading;
	const label = labelOf(state, id)?.exact ?? null;
	return lacksTitle || lacksInputs ? null : {...request, run, label};
}

/** Returns the new link to the file, if the service has signed one since the request; otherwise null. */
export function renewedLink({runs}: State, {run: {id}, output}: DownloadRequest): URL | null {
	const outputs = runs.get(id)?.execution?.outputs ?? [];
	const link = outputs.find(({key}) => key.exact === output.key.exact)?.address ?? null;
	return link?.href === output.address?.href ? null : link;
}

export function stopSelected(state: State, at: Instant): HandlerResult {
	const selected = selectedOutput(state);
	const download = selected === null ? null : downloadOf(state, selected);
	return download === null || !isDownloadActive(download)
		? withNotice(state, {kind: 'nothing-to-stop'}, at)
		: {state, effects: [{type: 'stopDownload', id: download.id}]};
}

/** Called after polls. With `--download`, requests downloads of the outputs of ended runs. */
export function downloadEndedRuns(state: State, outcomes: readonly PollOutcome[]): Transition {
	const responded = state.downloadAll ? outcomes.filter(({kind}) => kind === 'response') : [];
	const ended = responded.flatMap(({id}) => state.runs.get(id) ?? []).filter(hasEnded);
	const outputs = ended.flatMap(outputsOf).filter(one => downloadOf(state, one) === null);
	return requestDownloads(state, outputs);
}

export function updateDownload(
	state: State,
	{id, phase, at}: Extract<Action, {type: 'downloadUpdated'}>,
): HandlerResult {
	const before = state.downloads.get(id);

	if (before === undefined) {
		return state;
	}

	const download = {...before, phase};
	const updated = {...state, downloads: new Map(state.downloads).set(id, download)};

	if (isDownloadActive(download)) {
		return updated;
	}

	const notice = finishedNotice(updated, download);
	return notice === null ? updated : withNotice(updated, notice, at);
}

/** The notice that a download has ended; null if others that were requested together are still active. */
function finishedNotice({downloads}: State, {key, batch, phase}: Download): Notice | null {
	const together = [...downloads.values()].filter(one => one.batch === batch);
	const saved = together.flatMap(one => (one.phase.kind === 'done' ? [one.phase] : []));
	const [first] = saved;

	if (together.length > 1 && first !== undefined && !together.some(isDownloadActive)) {
		return {
			kind: 'outputs-saved',
			saved: saved.length,
			known: saved.filter(({isNew}) => !isNew).length,
			missing: together.length - saved.length,
			folder: first.folder,
		};
	}

	if (phase.kind === 'failed') {
		return {kind: 'output-not-saved', what: key.safe, why: phase.why};
	}

	return phase.kind === 'done' && together.length === 1
		? {kind: 'output-saved', path: phase.path.safe, isNew: phase.isNew}
		: null;
}

export function activeDownloads({downloads}: Pick<State, 'downloads'>): State['downloads'] {
	return new Map([...downloads].filter(([, one]) => isDownloadActive(one)));
}

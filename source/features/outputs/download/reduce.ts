import type {HistoryRun} from '../../../core/history.ts';
import {
	isDownloadActive,
	type Download,
	type DownloadRequest,
} from '../../../core/output/download.ts';
import {valueId} from '../../../core/output/output-address.ts';
import {hasEnded} from '../../../core/run.ts';
import {withMembers} from '../../../core/saved-state.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {PollOutcome} from '../../../polling/actions.ts';
import type {Action} from '../../../store/action.ts';
import type {Notice} from '../../../store/notice.ts';
import type {State} from '../../../store/state.ts';
import {
	andThen,
	noEffects,
	type HandlerResult,
	type Transition,
} from '../../../store/transition.ts';
import {withNotice} from '../../../store/with-view.ts';
import {requestOrders} from '../../run-order/index.ts';
import {labelOf} from '../../runs/index.ts';
import {askForOutputs, isAnswered, runOf} from '../other-runs.ts';
import {outputId, outputsOf, type RunOutput, type Saving} from '../state.ts';

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
	const wanted = outputs.filter(one => isUnsaved(state, one, again));
	return wanted.length === 0
		? withNotice(state, {kind: outputs.length === 0 ? 'nothing-to-save' : 'all-saved'}, at)
		: requestDownloads(state, wanted);
}

function isUnsaved(state: State, one: RunOutput, again = false): boolean {
	const download = downloadOf(state, one);
	return (
		download === null || (!isDownloadActive(download) && (again || download.phase.kind !== 'done'))
	);
}

const noSaving: Saving = {ids: [], awaited: new Set(), without: 0};

/** Requests the downloads; also the orders of the runs, if file names contain inputs that are unknown. */
function requestDownloads(state: State, outputs: readonly RunOutput[]): Transition {
	if (outputs.length === 0) {
		return noEffects(state);
	}

	const added = outputs.map((one): readonly [string, Download] => {
		const {run, output} = one;
		const id = outputId(one);
		const phase = {kind: 'queued'} as const;
		return [id, {id, runId: run.id, key: output.key, valueId: valueId(output), phase}];
	});
	const ids = new Set([...(state.saving?.ids ?? []), ...outputs.map(outputId)]);
	const saving = {...(state.saving ?? noSaving), ids: [...ids]};
	const withoutInputs = outputs.flatMap(({run}) => (run.inputs === null ? [run.id] : []));
	const ordered = requestOrders(
		{...state, saving, downloads: new Map([...state.downloads, ...added])},
		namesHave(state, '{input.') ? [...new Set(withoutInputs)] : [],
	);
	return {state: ordered.state, effects: [...ordered.effects, {type: 'download', outputs}]};
}

function namesHave({downloadName}: State, placeholder: '{title}' | '{input.'): boolean {
	return downloadName?.includes(placeholder) === true;
}

/** Returns the request of a download with the newest data of the run. */
export function downloadRequest(state: State, {run, output}: RunOutput): DownloadRequest {
	const label = labelOf(state, run.id)?.exact ?? null;
	return {run: runOf(state, run.id) ?? run, output, label};
}

/** Whether data that the name of the file needs is still loading. */
export function isNameLoading(state: State, one: RunOutput): boolean {
	const {run} = downloadRequest(state, one);
	const hasWorkflow = state.workflows.has(run.execution?.workflowId?.exact ?? '');
	const lacksTitle = run.title === null && !hasWorkflow;
	const lacksInputs = run.inputs === null && state.runOrders.get(run.id)?.loading === true;
	return (
		(lacksTitle && namesHave(state, '{title}')) || (lacksInputs && namesHave(state, '{input.'))
	);
}

export function stopSaving(state: State, at: Instant): HandlerResult {
	const {saving} = state;
	return saving === null
		? withNotice(state, {kind: 'nothing-to-stop'}, at)
		: {
				state: finishSaving({...state, saving: {...saving, awaited: new Set()}}, at),
				effects: [{type: 'stopDownloads'}],
			};
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

	const what = download.key.safe;
	const said =
		phase.kind === 'failed'
			? withNotice(updated, {kind: 'output-not-saved', what, why: phase.why}, at)
			: updated;
	return finishSaving(said, at);
}

/** Says what was saved when nothing is being saved any more. */
function finishSaving(state: State, at: Instant): State {
	const {saving} = state;

	if (saving === null || saving.awaited.size > 0 || activeDownloads(state).size > 0) {
		return state;
	}

	const notice = savedNotice(state, saving);
	const finished = {...state, saving: null};
	return notice === null ? finished : withNotice(finished, notice, at);
}

/** Null if the notice of a failure has said all. */
function savedNotice({downloads}: State, {ids, without}: Saving): Notice | null {
	const phases = ids.flatMap(id => downloads.get(id)?.phase ?? []);
	const saved = phases.filter(phase => phase.kind === 'done');
	const failed = phases.filter(({kind}) => kind === 'failed').length;
	const [first] = saved;

	if (first === undefined) {
		return failed > 0 ? null : {kind: phases.length > 0 ? 'saving-stopped' : 'nothing-to-save'};
	}

	return phases.length === 1 && without === 0
		? {kind: 'output-saved', path: first.path.safe, isNew: first.isNew}
		: {
				kind: 'outputs-saved',
				saved: saved.length,
				known: saved.filter(({isNew}) => !isNew).length,
				failed,
				without,
				folder: first.folder,
			};
}

/** Saves all outputs of runs of the history, which the service is asked for first. */
export function saveRuns(state: State, some: readonly HistoryRun[], at: Instant): HandlerResult {
	const saving = state.saving ?? noSaving;
	const awaited = new Set([...saving.awaited, ...some.map(({id}) => id.exact)]);
	return andThen(askForOutputs({...state, saving: {...saving, awaited}}, some), asked =>
		saveAnswered(asked, at),
	);
}

/** Requests the downloads of awaited runs about which the service has answered. */
export function saveAnswered(state: State, at: Instant): HandlerResult {
	const {saving} = state;
	const answered = [...(saving?.awaited ?? [])].filter(id => isAnswered(state, id));

	if (saving === null || answered.length === 0) {
		return state;
	}

	const found = answered.flatMap(id => runOf(state, id) ?? []).map(outputsOf);
	const awaited = withMembers(saving.awaited, answered, false);
	const without = saving.without + found.filter(({length}) => length === 0).length;
	const wanted = found.flat().filter(one => isUnsaved(state, one));
	return andThen(
		requestDownloads({...state, saving: {...saving, awaited, without}}, wanted),
		next => finishSaving(next, at),
	);
}

/** How much of what is being saved is on the disk; null if nothing is being saved. A run that is awaited counts as one output. */
export function savingProgress({saving, downloads}: Pick<State, 'saving' | 'downloads'>) {
	if (saving === null) {
		return null;
	}

	const all = saving.ids.flatMap(id => downloads.get(id) ?? []);
	const ended = all.filter(one => !isDownloadActive(one)).length;
	const count = all.length + saving.awaited.size;
	return {
		number: Math.min(ended + 1, count),
		count,
		bytes: all.reduce((sum, {phase}) => sum + ('bytes' in phase ? phase.bytes : 0), 0),
	};
}

export function activeDownloads({downloads}: Pick<State, 'downloads'>): State['downloads'] {
	return new Map([...downloads].filter(([, one]) => isDownloadActive(one)));
}

import {
	isDownloadActive,
	type Download,
	type DownloadPhase,
	type DownloadReport,
} from '../../../core/output/download.ts';
import {expiryOf} from '../../../core/output/expiry.ts';
import {valueId} from '../../../core/output/output-address.ts';
import {hasEnded, type RunOrderId} from '../../../core/run.ts';
import {removedQuery} from '../../../core/text/without-secrets.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {PollOutcome} from '../../../store/action.ts';
import type {Notice} from '../../../store/notice.ts';
import type {State} from '../../../store/state.ts';
import {
	andThen,
	noEffects,
	type HandlerResult,
	type Transition,
} from '../../../store/transition.ts';
import {withNotice} from '../../../store/with-view.ts';
import {targetRuns} from '../../runs/index.ts';
import {isLinkMissing, selectedOutput, warnOfMissingLink} from '../reduce.ts';
import {outputsOf, type RunOutput} from '../state.ts';
import {downloadOf, requestDownloads} from './requests.ts';

/** With `--download`, an output that expires within this time is saved at once, even if its run has not ended. */
const soonExpiringMs: Duration = 120_000;

/**
 * Requests the download of the selected output, or of all outputs that are neither saved nor being saved. In the run
 * list, those are the outputs of all marked runs.
 */
export function saveOutputs(state: State, which: 'one' | 'all', at: Instant): HandlerResult {
	const selected = selectedOutput(state);
	const outputs =
		which === 'all'
			? targetRuns(state).flatMap(run => outputsOf(run))
			: selected === null
				? []
				: [selected];
	return saveThese(state, outputs, which === 'one', at);
}

/** `again`: whether an output is requested that was saved before, which shows where it is. */
export function saveThese(
	state: State,
	outputs: readonly RunOutput[],
	again: boolean,
	at: Instant,
): HandlerResult {
	const [only] = outputs;

	if (only === undefined) {
		return withNotice(state, {kind: 'nothing-to-save'}, at);
	}

	const wanted = outputs.filter(one => {
		const kind = downloadOf(state, one)?.phase.kind ?? 'failed';
		return kind === 'failed' || kind === 'canceled' || (kind === 'done' && again);
	});
	const [first] = wanted;

	if (first === undefined) {
		return outputs.length === 1 && again
			? withNotice(state, {kind: 'saving-already', what: only.output.key.safe}, at)
			: withNotice(state, {kind: 'all-saved'}, at);
	}

	const possible = wanted.filter(one => !lacksSignature(state, one) && !isLinkMissing(one));
	const {safe: what} = (possible[0] ?? first).output.key;

	if (possible.length === 0) {
		return (
			warnOfMissingLink(state, first, at) ?? withNotice(state, {kind: 'no-signature', what}, at)
		);
	}

	const runs = new Set(possible.map(({run}) => run)).size;
	const notice = {kind: 'saving', count: possible.length, runs, what} as const;
	return requestDownloads(withNotice(state, notice, at), possible);
}

/** A recording has no queries of addresses, which can be signatures. */
function lacksSignature({replay}: State, {output}: RunOutput): boolean {
	return replay !== null && output.address?.search === removedQuery;
}

export function stopSelected(state: State, at: Instant): HandlerResult {
	const selected = selectedOutput(state);
	const download = selected === null ? null : downloadOf(state, selected);
	return download === null || !isDownloadActive(download)
		? withNotice(state, {kind: 'nothing-to-stop'}, at)
		: {state, effects: [{type: 'stopDownload', id: download.id}]};
}

/**
 * Called after polls. With `--download`, requests downloads of the outputs of ended runs, of outputs that expire soon,
 * and of those that could not be saved because their address had expired.
 */
export function downloadEndedRuns(state: State, outcomes: readonly PollOutcome[]): Transition {
	if (!state.downloadAll) {
		return noEffects(state);
	}

	const toSave = outcomes.flatMap(({id, kind, at}) => {
		const run = state.runs.get(id);
		return run === undefined || kind !== 'response'
			? []
			: outputsOf(run).filter(one => isToBeSaved(state, one, at));
	});
	return requestDownloads(state, toSave);
}

function isToBeSaved(state: State, {run, output}: RunOutput, at: Instant): boolean {
	const download = downloadOf(state, {run, output});

	if (download === null) {
		const end = output.address === null ? null : expiryOf(output.address);
		return hasEnded(run) || (end !== null && end - at < soonExpiringMs);
	}

	const {phase, address} = download;
	const isFresh = output.address !== null && output.address.href !== address?.href;
	return phase.kind === 'failed' && phase.why.kind === 'gone' && isFresh;
}

export function updateDownloads(
	state: State,
	reports: readonly DownloadReport[],
	at: Instant,
): Transition {
	return reports.reduce<Transition>((transition, {id, phase}) => {
		const download = transition.state.downloads.get(id);
		return download === undefined
			? transition
			: andThen(transition, current => updateOne(current, {...download, phase}, at));
	}, noEffects(state));
}

function updateOne(state: State, download: Download, at: Instant): Transition {
	const updated = {...state, downloads: new Map(state.downloads).set(download.id, download)};

	if (isDownloadActive(download)) {
		return noEffects(updated);
	}

	const notice = finishedNotice(updated, download);
	return andThen(
		saveChanged(notice === null ? updated : withNotice(updated, notice, at), download),
		current => saveRecord(current, download.runId),
	);
}

/** With `--download`, saves an output of an ended run again if the output changed while it was downloaded. */
function saveChanged(state: State, {key, runId, valueId: saved}: Download): Transition {
	const run = state.runs.get(runId);
	const output = run?.execution?.outputs.find(one => one.key.exact === key.exact);
	const isChanged =
		state.downloadAll && run && output && hasEnded(run) && valueId(output) !== saved;
	return isChanged === true ? requestDownloads(state, [{run, output}]) : noEffects(state);
}

/**
 * Returns the notice that a download has ended. Of downloads that were requested together, the last one to end reports how
 * many were saved, and one that succeeds earlier reports nothing (null).
 */
function finishedNotice({downloads}: State, {key, batch, phase}: Download): Notice | null {
	const what = key.safe;
	const together = [...downloads.values()].filter(one => one.batch === batch);
	const saved = together.flatMap(one => (one.phase.kind === 'done' ? [one.phase] : []));
	const [first] = saved;

	if (phase.kind === 'canceled') {
		return {kind: 'saving-stopped', what};
	}

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
		return {kind: 'output-not-saved', what, why: phase.why};
	}

	return phase.kind === 'done' && together.length === 1
		? {kind: 'output-saved', path: phase.path.safe, isNew: phase.isNew}
		: null;
}

/** If no download of the run is active any more, saves its record beside its first output. */
function saveRecord(state: State, runId: RunOrderId): HandlerResult {
	const ofRun = [...state.downloads.values()].filter(one => one.runId === runId);
	const first = ofRun.map(({phase}) => phase).find(phase => phase.kind === 'done');
	return first === undefined || !state.saving.savesRecord || ofRun.some(isDownloadActive)
		? state
		: {state, effects: [{type: 'saveRunRecord', id: runId, beside: first.path.exact}]};
}

export function activeDownloads({downloads}: Pick<State, 'downloads'>): State['downloads'] {
	return new Map([...downloads].filter(([, one]) => isDownloadActive(one)));
}

/**
 * Returns the number of active downloads (`underWay`) and their progress in percent, 0 to 100. Returns null if there
 * are none. `percent` is null if the size of a file is unknown, or if all sizes are 0.
 */
export function selectDownloads(state: Pick<State, 'downloads'>) {
	const phases: DownloadPhase[] = [...activeDownloads(state).values()].map(({phase}) => phase);
	const totals = phases.map(phase => ('total' in phase ? phase.total : null));
	const bytes = phases.reduce((sum, phase) => sum + ('bytes' in phase ? phase.bytes : 0), 0);
	const total = totals.reduce<number>((sum, size) => sum + (size ?? NaN), 0);
	return phases.length === 0
		? null
		: {underWay: phases.length, percent: total > 0 ? Math.min(100, (bytes / total) * 100) : null};
}

/**
 * Shows a warning if the user quits during downloads. Returns null, so that quitting proceeds, if there are no active
 * downloads, if the warning is already shown, or if an overlay is open.
 */
export function warnOfActiveDownloads(state: State, at: Instant): HandlerResult | null {
	const count = activeDownloads(state).size;
	const {overlay, notice} = state.view;
	return count === 0 || overlay !== null || notice?.notice.kind === 'downloads-under-way'
		? null
		: withNotice(state, {kind: 'downloads-under-way', count}, at);
}

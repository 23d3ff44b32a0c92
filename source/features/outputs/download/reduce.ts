import {isFinalPhase} from '../../../core/execution.ts';
import {
	isDownloadActive,
	type Download,
	type DownloadId,
	type DownloadPhase,
} from '../../../core/output/download.ts';
import {valueId} from '../../../core/output/output-address.ts';
import type {Output} from '../../../core/output/output.ts';
import {removedQuery} from '../../../core/text/without-secrets.ts';
import type {Instant} from '../../../core/time/clock.ts';
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
import {outputsOf} from '../state.ts';
import {downloadOf, requestDownloads, saveRecord} from './requests.ts';

export function activeDownloads({downloads}: Pick<State, 'downloads'>): State['downloads'] {
	return new Map([...downloads].filter(([, one]) => isDownloadActive(one)));
}

export function updateDownloads(
	state: State,
	reports: ReadonlyArray<{readonly id: DownloadId; readonly phase: DownloadPhase}>,
	at: Instant,
): Transition {
	return reports.reduce<Transition>((transition, {id, phase}) => {
		const download = transition.state.downloads.get(id);
		return download === undefined
			? transition
			: andThen(transition, current => updateOne(current, download, phase, at));
	}, noEffects(state));
}

function updateOne(
	state: State,
	download: Download,
	phase: DownloadPhase,
	at: Instant,
): Transition {
	const {id, runId} = download;
	const downloads = new Map(state.downloads).set(id, {...download, phase});
	const report = {...state, downloads};
	const notice = finishedNotice(report, download, phase);
	const noticed = notice === null ? report : withNotice(report, notice, at);
	return andThen(saveChanged(noticed, download, phase), current => saveRecord(current, runId));
}

/** With `--download`, saves an output of an ended run again if the output changed while it was downloaded. */
function saveChanged(
	state: State,
	{key, runId, valueId: saved}: Download,
	phase: DownloadPhase,
): Transition {
	const run = state.runs.get(runId);
	const output = run?.execution?.outputs.find(one => one.key.exact === key.exact);
	return state.downloadAll &&
		!isDownloadActive({phase}) &&
		run !== undefined &&
		isFinalPhase(run.execution?.phase ?? 'other') &&
		output !== undefined &&
		valueId(output) !== saved
		? requestDownloads(state, [{run, output}])
		: noEffects(state);
}

/**
 * Returns the notice that a download has ended; null while it is active. If it was requested together with others, and
 * succeeds while others are active, returns null too: a common notice follows when all have ended.
 */
function finishedNotice(
	{downloads}: State,
	{key, batch}: Download,
	phase: DownloadPhase,
): Notice | null {
	const what = key.safe;
	const together = [...downloads.values()].filter(one => one.batch === batch);

	if (together.length > 1 && (phase.kind === 'done' || phase.kind === 'failed')) {
		const notice = together.some(isDownloadActive) ? null : batchNotice(together);

		if (notice !== null || phase.kind === 'done') {
			return notice;
		}
	}

	if (phase.kind === 'done') {
		return {kind: 'output-saved', path: phase.path.safe, isNew: phase.isNew};
	}

	if (phase.kind === 'failed') {
		return {kind: 'output-not-saved', what, why: phase.why};
	}

	return phase.kind === 'canceled' ? {kind: 'saving-stopped', what} : null;
}

/**
 * Returns a common notice for downloads that were requested together and have all ended: how many were saved, and
 * where. Null if none succeeded.
 */
function batchNotice(together: readonly Download[]): Notice | null {
	const saved = together.flatMap(({phase}) => (phase.kind === 'done' ? [phase] : []));
	const [first] = saved;
	return first === undefined
		? null
		: {
				kind: 'outputs-saved',
				saved: saved.length,
				known: saved.filter(({isNew}) => !isNew).length,
				missing: together.length - saved.length,
				folder: first.folder,
			};
}

/**
 * Requests downloads: of the selected output, or of all outputs that are neither saved nor being saved. In the run
 * list, those are the outputs of all marked runs.
 */
export function saveOutputs(state: State, which: 'one' | 'all', at: Instant): HandlerResult {
	const selected = selectedOutput(state);
	const outputs =
		which === 'all'
			? targetRuns(state).flatMap(run => outputsOf(run))
			: [selected].filter(one => one !== null);
	const [only] = outputs;

	if (only === undefined) {
		return withNotice(state, {kind: 'nothing-to-save'}, at);
	}

	const wanted = outputs.filter(one => {
		const kind = downloadOf(state, one)?.phase.kind ?? 'failed';
		return kind === 'failed' || kind === 'canceled' || (kind === 'done' && which === 'one');
	});
	const [first] = wanted;

	if (first === undefined) {
		return which === 'one'
			? withNotice(state, {kind: 'saving-already', what: only.output.key.safe}, at)
			: withNotice(state, {kind: 'all-saved'}, at);
	}

	const possible = wanted.filter(one => !lacksSignature(state, one.output) && !isLinkMissing(one));
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

export function stopSelected(state: State, at: Instant): HandlerResult {
	const selected = selectedOutput(state);
	const download = selected === null ? null : downloadOf(state, selected);

	return download === null || !isDownloadActive(download)
		? withNotice(state, {kind: 'nothing-to-stop'}, at)
		: {state, effects: [{type: 'stopDownload', id: download.id}]};
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

/** A recording has no queries of addresses, which can be signatures. */
function lacksSignature({replay}: State, {address}: Output): boolean {
	return replay !== null && address?.search === removedQuery;
}

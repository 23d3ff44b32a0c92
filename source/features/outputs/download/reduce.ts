import type {Instant} from '../../../core/time/clock.ts';
import {
	isDownloadActive,
	type Download,
	type DownloadId,
	type DownloadPhase,
} from '../../../core/output/download.ts';
import type {Output} from '../../../core/output/output.ts';
import {valueId} from '../../../core/output/output-address.ts';
import {isFinal} from '../../../core/execution.ts';
import type {Command} from '../../../store/command.ts';
import {endNotice} from './notice.ts';
import {downloadOf, requestDownloads} from './requests.ts';
import {selectedOutput} from '../reduce.ts';
import {selectedRun} from '../../runs/selected-run.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type Transition} from '../../../store/transition.ts';
import {withNotice} from '../../../store/with-view.ts';

/** What a command makes of what is saved; null where it is about something else. */
export function reduceDownloadCommand(
	state: State,
	command: Command,
	at: Instant,
): Transition | null {
	if (command.type === 'download') {
		return command.which === 'one' ? saveSelected(state, at) : saveAll(state, at);
	}

	if (command.type === 'stop-download') {
		return stopSelected(state, at);
	}

	if (command.type === 'key-of-outputs') {
		return noEffects(withNotice(state, {kind: 'key-of-outputs', key: command.key}, at));
	}

	return command.type === 'quit' ? warnOfDownloads(state, at) : null;
}

/** So many outputs are being saved, or will be. */
export function downloadsUnderWay({downloads}: Pick<State, 'downloads'>): number {
	return [...downloads.values()].filter(isDownloadActive).length;
}

/** What goes on although the runs that it comes from are watched no more. */
export function carriedDownloads({downloads}: State): State['downloads'] {
	return new Map(
		[...downloads].filter(([, one]) => isDownloadActive(one) && one.phase.kind !== 'renewing'),
	);
}

/** Takes in how downloads stand. An address that is gone is asked for anew, once. */
export function updateDownloads(
	state: State,
	reports: ReadonlyArray<{readonly id: DownloadId; readonly phase: DownloadPhase}>,
	at: Instant,
): Transition {
	return reports.reduce<Transition>((step, {id, phase}) => {
		const download = step.state.downloads.get(id);

		if (download === undefined) {
			return step;
		}

		const next = tellOne(step.state, download, phase, at);
		return {state: next.state, effects: [...step.effects, ...next.effects]};
	}, noEffects(state));
}

function tellOne(state: State, download: Download, phase: DownloadPhase, at: Instant): Transition {
	const {runId} = download;

	if (phase.kind === 'failed' && mayRenew(state, download, phase.why.kind)) {
		return {
			state: withPhase(state, download, {kind: 'renewing', why: phase.why}, true),
			effects: [{type: 'poll-now', id: runId}],
		};
	}

	const told = withPhase(state, download, phase);
	const notice = endNotice(told, download, phase);
	return saveChanged(notice === null ? told : withNotice(told, notice, at), download, phase);
}

/** An output that changed while its last value was being saved is saved as it is now, where all are kept. */
function saveChanged(
	state: State,
	{key, runId, valueId: saved}: Download,
	phase: DownloadPhase,
): Transition {
	const run = state.runs.get(runId);
	const output = run?.execution?.outputs.find(one => one.key.exact === key.exact);
	return state.keeping &&
		!isDownloadActive({phase}) &&
		run !== undefined &&
		isFinal(run.execution?.phase ?? 'other') &&
		output !== undefined &&
		valueId(output) !== saved
		? requestDownloads(state, [{run, output}])
		: noEffects(state);
}

function mayRenew(state: State, {runId, renewed}: Download, why: string): boolean {
	return (
		why === 'gone' &&
		!renewed &&
		state.replay === null &&
		state.denied === null &&
		state.runs.has(runId)
	);
}

/** The state with a download in another phase. */
export function withPhase(
	state: State,
	download: Download,
	phase: DownloadPhase,
	renewed = download.renewed,
): State {
	const downloads = new Map(state.downloads).set(download.id, {...download, phase, renewed});
	return {...state, downloads};
}

function saveSelected(state: State, at: Instant): Transition {
	const run = selectedRun(state);
	const output = selectedOutput(state);

	if (run === null || output === null) {
		return noEffects(withNotice(state, {kind: 'nothing-to-save'}, at));
	}

	const known = downloadOf(state, run.id, output);
	const what = output.key.safe;

	if (known !== null && isDownloadActive(known)) {
		return noEffects(withNotice(state, {kind: 'saving-already', what}, at));
	}

	if (lacksSignature(state, output)) {
		return noEffects(withNotice(state, {kind: 'no-signature', what}, at));
	}

	const notice = {kind: 'saving', count: 1, what} as const;
	return requestDownloads(withNotice(state, notice, at), [{run, output}]);
}

/** Saves what of the run is not saved yet, nor on the way. */
function saveAll(state: State, at: Instant): Transition {
	const run = selectedRun(state);
	const outputs = run?.execution?.outputs ?? [];
	const [first] = outputs;

	if (run === null || first === undefined) {
		return noEffects(withNotice(state, {kind: 'nothing-to-save'}, at));
	}

	const missing = outputs.filter(output => {
		const known = downloadOf(state, run.id, output);
		return known === null || !(isDownloadActive(known) || known.phase.kind === 'done');
	});
	const [wanted] = missing;

	if (wanted === undefined) {
		return noEffects(withNotice(state, {kind: 'all-saved'}, at));
	}

	const possible = missing.filter(output => !lacksSignature(state, output));
	const [possibleFirst] = possible;
	return possibleFirst === undefined
		? noEffects(withNotice(state, {kind: 'no-signature', what: wanted.key.safe}, at))
		: requestDownloads(
				withNotice(
					state,
					{kind: 'saving', count: possible.length, what: possibleFirst.key.safe},
					at,
				),
				possible.map(output => ({run, output})),
			);
}

function stopSelected(state: State, at: Instant): Transition {
	const run = selectedRun(state);
	const output = selectedOutput(state);
	const known = run === null || output === null ? null : downloadOf(state, run.id, output);

	if (known === null || !isDownloadActive(known)) {
		return noEffects(withNotice(state, {kind: 'nothing-to-stop'}, at));
	}

	// Nobody is at work on it who could say that it stopped.
	return known.phase.kind === 'renewing'
		? noEffects(
				withNotice(
					withPhase(state, known, {kind: 'canceled'}),
					{kind: 'saving-stopped', what: known.key.safe},
					at,
				),
			)
		: {state, effects: [{type: 'stop-download', id: known.id}]};
}

/** The first of two quits says what would be broken off; null where nothing would, or that was said. */
function warnOfDownloads(state: State, at: Instant): Transition | null {
	const count = downloadsUnderWay(state);
	const {overlay, notice} = state.view;
	return count === 0 || overlay !== null || notice?.notice.kind === 'downloads-under-way'
		? null
		: noEffects(withNotice(state, {kind: 'downloads-under-way', count}, at));
}

/** How a recording marks that it left a query out (see `replay/recording/redact`). */
const leftOut = '?[query]';

function lacksSignature({replay}: State, {address}: Output): boolean {
	return replay !== null && address?.search === leftOut;
}

import {expiryOf} from '../../../core/output/expiry.ts';
import type {Output} from '../../../core/output/output.ts';
import {hasEnded, type RunOrderId} from '../../../core/run.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {PollOutcome} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type Transition} from '../../../store/transition.ts';
import {outputsOf, type RunOutput} from '../state.ts';
import {withPhase} from './reduce.ts';
import {downloadOf, requestDownloads} from './requests.ts';

/** With `--download`, an output that expires within this time is saved at once, even if its run has not ended. */
const soonExpiringMs: Duration = 120_000;

/**
 * Called after polls. With `--download`, requests downloads of the outputs of ended runs, and of outputs that expire
 * soon. With or without `--download`, a download that waits for a new address of its file is requested again if the
 * poll reported a new address, and fails if not.
 */
export function downloadEndedRuns(state: State, outcomes: readonly PollOutcome[]): Transition {
	if (!state.downloadAll && !isRenewing(state)) {
		return noEffects(state);
	}

	const toSave = outcomes.flatMap(({id, kind, at}) => {
		const run = state.runs.get(id);
		return run === undefined || kind !== 'response'
			? []
			: outputsOf(run).filter(one => isToBeSaved(state, one, at));
	});
	const requested = requestDownloads(state, toSave);
	const polled = new Set(outcomes.map(({id}) => id));
	return {...requested, state: failRenewals(requested.state, id => polled.has(id))};
}

/** Marks the downloads of some runs as failed if they wait for a new address of their file, which no poll will bring. */
export function failRenewals(state: State, isOver: (id: RunOrderId) => boolean): State {
	return [...state.downloads.values()].reduce(
		(before, download) =>
			download.phase.kind === 'renewing' && isOver(download.runId)
				? withPhase(before, download, {kind: 'failed', why: download.phase.why})
				: before,
		state,
	);
}

function isToBeSaved(state: State, {run, output}: RunOutput, at: Instant): boolean {
	const download = downloadOf(state, {run, output});

	if (download === null) {
		return state.downloadAll && (hasEnded(run) || endsSoon(output, at));
	}

	const {phase, address} = download;
	const isFresh = output.address !== null && output.address.href !== address?.href;
	const isLost =
		phase.kind === 'renewing' ||
		(state.downloadAll && phase.kind === 'failed' && phase.why.kind === 'gone');
	return isLost && isFresh;
}

function endsSoon({address}: Output, at: Instant): boolean {
	const end = address === null ? null : expiryOf(address);
	return end !== null && end - at < soonExpiringMs;
}

function isRenewing({downloads}: State): boolean {
	return [...downloads.values()].some(({phase}) => phase.kind === 'renewing');
}

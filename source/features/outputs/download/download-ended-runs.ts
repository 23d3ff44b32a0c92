import {expiryOf} from '../../../core/output/expiry.ts';
import type {Output} from '../../../core/output/output.ts';
import {hasEnded} from '../../../core/run.ts';
import type {Duration, Instant} from '../../../core/time/clock.ts';
import type {PollOutcome} from '../../../store/action.ts';
import type {State} from '../../../store/state.ts';
import {noEffects, type Transition} from '../../../store/transition.ts';
import {outputsOf, type RunOutput} from '../state.ts';
import {downloadOf, requestDownloads} from './requests.ts';

/** With `--download`, an output that expires within this time is saved at once, even if its run has not ended. */
const soonExpiringMs: Duration = 120_000;

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
		return hasEnded(run) || endsSoon(output, at);
	}

	const {phase, address} = download;
	const isFresh = output.address !== null && output.address.href !== address?.href;
	return phase.kind === 'failed' && phase.why.kind === 'gone' && isFresh;
}

function endsSoon({address}: Output, at: Instant): boolean {
	const end = address === null ? null : expiryOf(address);
	return end !== null && end - at < soonExpiringMs;
}

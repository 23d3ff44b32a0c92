import type {Phase} from './execution.ts';
import {lateSince, stalledSince} from './forecast/anomalies.ts';
import type {Run} from './run.ts';

/** `waiting`: no response yet. `stalled`: no progress for too long. `late`: much slower than usual, but progressing. */
export type RunState = Phase | 'waiting' | 'stalled' | 'late';

/** The phases of runs, those that most need attention first. A run is `waiting` until the first response. */
export const phasesByUrgency = [
	'failed',
	'running',
	'queued',
	'waiting',
	'other',
	'canceled',
	'succeeded',
] as const satisfies ReadonlyArray<Phase | 'waiting'>;

export function runState(run: Run): RunState {
	if (stalledSince(run) !== null) {
		return 'stalled';
	}

	return lateSince(run) === null ? (run.execution?.phase ?? 'waiting') : 'late';
}

import type {Phase} from './execution.ts';
import {lateSince, stalledSince} from './forecast/anomalies.ts';
import type {Run} from './run.ts';

/** `waiting`: no response yet. `stalled`: no progress for too long. `late`: much slower than usual, but progressing. */
export type RunState = Phase | 'waiting' | 'stalled' | 'late';

export function runState(run: Run): RunState {
	if (stalledSince(run) !== null) {
		return 'stalled';
	}

	return lateSince(run) === null ? (run.execution?.phase ?? 'waiting') : 'late';
}

import type {Run} from '../core/run.ts';
import type {Messages} from '../i18n/index.ts';

/** Returns the state of a run in one word. An unknown status is as the service wrote it. */
export function runWord({execution, polling}: Run, {screen}: Messages): string {
	if (execution === null) {
		return polling.gaveUp === null ? screen.phases.waiting : screen.gaveUp[polling.gaveUp].word;
	}

	return execution.phase === 'other' ? execution.status.safe : screen.phases[execution.phase];
}

import type {Run} from '../core/run.ts';
import type {Messages} from '../i18n/index.ts';

/** The word for where a run is; a status that this program does not know as the service wrote it. */
export function runWord({execution, feed}: Run, {screen}: Messages): string {
	if (execution === null) {
		return feed.gaveUp === null ? screen.phases.waiting : screen.gaveUp[feed.gaveUp].word;
	}

	return execution.phase === 'other' ? execution.status.safe : screen.phases[execution.phase];
}

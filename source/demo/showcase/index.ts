import type {Scenario} from '../script.ts';
import {finishedRuns, stoppedRuns} from './endings.ts';
import {pictureRuns} from './pictures.ts';
import {soundAndFilmRuns} from './sound-and-film.ts';
import {troubledRuns} from './troubles.ts';

/**
 * Twelve runs of a busy account. The first one ends 12 seconds after the start of the service, the last one after two
 * minutes.
 */
export function showcase(): Scenario {
	return {
		runs: [
			...pictureRuns(),
			...soundAndFilmRuns(),
			...troubledRuns(),
			...stoppedRuns(),
			...finishedRuns(),
		],
	};
}

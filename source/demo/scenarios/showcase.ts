import type {Scenario} from '../script.ts';
import {finishedRuns, stoppedRuns} from './showcase-endings.ts';
import {pictureRuns} from './showcase-pictures.ts';
import {soundAndFilmRuns} from './showcase-sound-and-film.ts';
import {troubledRuns} from './showcase-troubles.ts';

/**
 * A dozen runs of a busy account: some have ended, most are active, and for some the requests fail. The first ends about twelve
 * seconds after the start, the last after about two minutes.
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

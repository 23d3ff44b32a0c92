import type {Scenario} from '../script.ts';
import {finishedRuns, stoppedRuns} from './endings.ts';
import {pictureRuns} from './pictures.ts';
import {soundAndFilmRuns} from './sound-and-film.ts';
import {troubledRuns} from './troubles.ts';

/** Returns twelve runs of a busy account. They end 12 seconds to two minutes after the service started. */
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

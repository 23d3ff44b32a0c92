import type {Scenario} from '../script.ts';
import {finishedRuns, stoppedRuns} from './endings.ts';
import {pictureRuns} from './pictures.ts';
import {soundAndFilmRuns} from './sound-and-film.ts';
import {troubledRuns} from './troubles.ts';

/** Twelve runs of a busy account. The first ends twelve seconds after the start, the last after two minutes. */
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

import type {Scenario} from '../script.ts';
import {finishedRuns, stoppedRuns} from './showcase-endings.ts';
import {pictureRuns} from './showcase-pictures.ts';
import {soundAndFilmRuns} from './showcase-sound-and-film.ts';
import {troubledRuns} from './showcase-troubles.ts';

/**
 * A dozen runs as a busy account has them: some are over, most are under way, some have a service behind them that
 * has a bad day. The first ends about twelve seconds after the start, the last after about two minutes.
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

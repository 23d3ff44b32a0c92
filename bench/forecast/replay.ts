import {isFinalPhase} from '../../source/core/execution.ts';
import {forecast} from '../../source/core/forecast/forecast.ts';
import {openRecording} from '../../source/features/replay/recording/recording.ts';
import {reduce} from '../../source/store/reducer.ts';
import {initialState} from '../../source/store/state.ts';
import {naiveLeft, type Guess, type GuessedRun} from './judge.ts';

/** A forecast of a run whose end is not known yet. */
type Open = Omit<Guess, 'left'> & {readonly at: number};

/** The forecasts for the successful runs of a recording. Throws if the file is no recording. */
export function replayGuesses(path: string): readonly GuessedRun[] {
	const recording = openRecording(path);

	if ('kind' in recording) {
		throw new TypeError(`${path}: ${recording.kind}`);
	}

	const open = new Map<string, Open[]>();
	const guessed: GuessedRun[] = [];
	let state = initialState({columns: 80, rows: 24}, recording.started);

	for (const step of recording.steps) {
		const action = step.action();
		const before = state;
		state = action === null ? state : reduce(state, action).state;

		for (const run of state.runs.values()) {
			const {execution, id} = run;

			if (execution !== null && execution !== before.runs.get(id)?.execution) {
				const {startedAt, terminalAt} = execution;
				const at = run.polling.respondedAt ?? state.now;

				if (execution.phase === 'running') {
					const guess = {at, ours: forecast(run, at).runSec, naive: naiveLeft(execution, at)};
					open.set(id, [...(open.get(id) ?? []), guess]);
				} else if (
					isFinalPhase(execution.phase) &&
					execution.phase === 'succeeded' &&
					startedAt !== null &&
					terminalAt !== null
				) {
					guessed.push({
						length: (terminalAt - startedAt) / 1000,
						shownForecasts: (open.get(id) ?? []).map(guess => ({
							...guess,
							left: (terminalAt - guess.at) / 1000,
						})),
					});
				}
			}
		}
	}

	return guessed;
}

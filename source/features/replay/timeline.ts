import {reduce} from '../../store/reducer.ts';
import {initialState, type State} from '../../store/state.ts';
import type {Recording} from './recording/recording.ts';
import {serverStateOf, withServerState, type ServerState} from './server-state.ts';

/**
 * The number of recorded actions between two keyframes (saved states). Keyframes share most of their data, so they
 * need little memory.
 */
const keyframeInterval = 32;

/** Computes the server state after any number of steps, from the nearest earlier keyframe (a saved server state). */
export class ReplayTimeline {
	readonly #recording: Recording;
	readonly #blank: State;
	/** The keyframes (saved server states) by the number of steps before them. */
	readonly #keyframes = new Map<number, ServerState>();

	constructor(recording: Recording) {
		this.#recording = recording;
		this.#blank = initialState({columns: 0, rows: 0}, recording.started + recording.beginning);
	}

	addKeyframe(steps: number, serverState: ServerState): void {
		if (steps % keyframeInterval === 0 && !this.#keyframes.has(steps)) {
			this.#keyframes.set(steps, serverState);
		}
	}

	stateAfter(steps: number): ServerState {
		let done = steps - (steps % keyframeInterval);

		while (done > 0 && !this.#keyframes.has(done)) {
			done -= keyframeInterval;
		}

		const keyframe = this.#keyframes.get(done);
		let state = keyframe === undefined ? this.#blank : withServerState(this.#blank, keyframe);

		for (; done < steps; done++) {
			const action = this.#recording.steps[done]?.action() ?? null;
			state = action === null ? state : reduce(state, action).state;
			this.addKeyframe(done + 1, serverStateOf(state));
		}

		return serverStateOf(state);
	}
}

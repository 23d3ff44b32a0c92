import {reduce} from '../../store/reducer.ts';
import {initialState, type State} from '../../store/state.ts';
import {withServerState, serverStateOf, type ServerState} from './server-state.ts';
import type {Recording} from './recording/recording.ts';

/** In steps. Keyframes share most of their data, so they are cheap. */
const keyframeInterval = 32;

/** The server states of a recording, computed from the nearest keyframe. */
export class ReplayTimeline {
	readonly #recording: Recording;
	readonly #blank: State;
	/** By number of steps. */
	readonly #keyframes: Map<number, ServerState>;

	constructor(recording: Recording) {
		this.#recording = recording;
		this.#blank = initialState({columns: 0, rows: 0}, recording.started + recording.beginning);
		this.#keyframes = new Map([[0, serverStateOf(this.#blank)]]);
	}

	/** Keeps a state that was computed elsewhere, if it is due as a keyframe. */
	addKeyframe(steps: number, serverState: ServerState): void {
		if (steps % keyframeInterval === 0 && !this.#keyframes.has(steps)) {
			this.#keyframes.set(steps, serverState);
		}
	}

	stateAfter(steps: number): ServerState {
		let done = Math.floor(steps / keyframeInterval) * keyframeInterval;

		while (done > 0 && !this.#keyframes.has(done)) {
			done -= keyframeInterval;
		}

		let state = withServerState(
			this.#blank,
			this.#keyframes.get(done) ?? serverStateOf(this.#blank),
		);

		for (; done < steps; done++) {
			const action = this.#recording.action(done);
			state = action === null ? state : reduce(state, action).state;
			this.addKeyframe(done + 1, serverStateOf(state));
		}

		return serverStateOf(state);
	}
}

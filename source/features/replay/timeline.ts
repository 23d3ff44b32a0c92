import {reduce} from '../../store/reducer.ts';
import {initialState, type State} from '../../store/state.ts';
import {withServerState, serverStateOf, type ServerState} from './server-state.ts';
import type {Recording} from './recording/recording.ts';

/** After so many steps the world is kept. It shares nearly everything with the one before, so keeping it costs little. */
const keyframeInterval = 32;

/** The worlds that a recording leads through. Any of them is reached from the nearest that is kept before it. */
export class ReplayTimeline {
	readonly #recording: Recording;
	readonly #blank: State;
	/** By the steps that led to it. */
	readonly #kept: Map<number, ServerState>;

	constructor(recording: Recording) {
		this.#recording = recording;
		this.#blank = initialState({columns: 0, rows: 0}, recording.started + recording.beginning);
		this.#kept = new Map([[0, serverStateOf(this.#blank)]]);
	}

	/** Takes in the world after so many steps, as somebody else came to it. */
	addKeyframe(steps: number, serverState: ServerState): void {
		if (steps % keyframeInterval === 0 && !this.#kept.has(steps)) {
			this.#kept.set(steps, serverState);
		}
	}

	/** The world after so many steps. */
	stateAfter(steps: number): ServerState {
		let done = Math.floor(steps / keyframeInterval) * keyframeInterval;

		while (done > 0 && !this.#kept.has(done)) {
			done -= keyframeInterval;
		}

		let state = withServerState(this.#blank, this.#kept.get(done) ?? serverStateOf(this.#blank));

		for (; done < steps; done++) {
			const action = this.#recording.action(done);
			state = action === null ? state : reduce(state, action).state;
			this.addKeyframe(done + 1, serverStateOf(state));
		}

		return serverStateOf(state);
	}
}

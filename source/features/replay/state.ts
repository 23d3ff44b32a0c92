import type {Duration, Instant} from '../../core/time/clock.ts';

/** The state of the replay. Its position in the recording is `state.now - started`. */
export type Replay = {
	readonly started: Instant;
	readonly length: Duration;
	/** The speed as a factor of real time. `Infinity` means that the replay does not wait between actions. */
	readonly speed: number;
	readonly paused: boolean;
};

/** `toggle` pauses or resumes; `step` plays the next recorded action and pauses. */
export type ReplayMove =
	| {readonly kind: 'toggle'}
	| {readonly kind: 'seek'; readonly by: Duration}
	| {readonly kind: 'step'};

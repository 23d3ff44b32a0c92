import type {Duration, Instant} from '../../core/time/clock.ts';

/** The recording that is played. Its position is `now` of the state minus `started`. */
export type Replay = {
	/** The start of the recorded watch. */
	readonly started: Instant;
	readonly length: Duration;
	/** The factor to the recorded speed; `Infinity` plays without pauses. */
	readonly speed: number;
	readonly paused: boolean;
};

/** `toggle` pauses or resumes. */
export type ReplayMove =
	| {readonly kind: 'toggle'}
	| {readonly kind: 'seek'; readonly by: Duration}
	| {readonly kind: 'step'};

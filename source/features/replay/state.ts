import type {Duration, Instant} from '../../core/time/clock.ts';

/** A recording that is being played. Its position follows from the time that the state shows. */
export type Replay = {
	/** When the recorded watch began. */
	readonly started: Instant;
	readonly length: Duration;
	/** How many times faster than it was recorded; `Infinity` for as fast as possible. */
	readonly speed: number;
	readonly paused: boolean;
};

/** `toggle` pauses or resumes; `seek` is in milliseconds. */
export type ReplayMove =
	| {readonly kind: 'toggle'}
	| {readonly kind: 'seek'; readonly by: Duration}
	| {readonly kind: 'step'};

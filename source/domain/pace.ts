import type {Instant} from './clock.ts';

/** How far a run was at a moment. */
export type PaceSample = {readonly at: Instant; readonly percent: number};

/** The recent progress of a run, oldest first: what its remaining time is estimated from. */
export type Pace = readonly PaceSample[];

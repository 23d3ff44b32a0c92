import type {RunOrderId} from '../domain/run.ts';
import type {SessionMemory} from './session-memory.ts';
import type {Watch, WatchOptions} from './watch.ts';

/** What the face of a session gives to its watch. A replay has no use for how often a service is asked. */
export type WatchParts = Pick<
	WatchOptions,
	'interval' | 'concurrency' | 'giveUpAfter' | 'size' | 'helpLength' | 'hands' | 'onBug'
> & {
	/** Told once when the recording of the watch has to end before it, by the system's code. */
	readonly onRecordingStopped: (why: string) => void;
};

/** Where what is watched comes from: a service or a recording. */
export type Source = {
	/** The runs that are known from the start. */
	readonly ids: readonly RunOrderId[];
	readonly memory: SessionMemory;
	/** Makes the watch; nothing is asked or played before its `start`. */
	open(parts: WatchParts): Watch;
};

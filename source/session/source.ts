import type {RunOrderId} from '../core/run.ts';
import type {Notice} from '../features/notices/notice.ts';
import type {SessionStorage} from './session-storage.ts';
import type {Watch, WatchOptions} from './watch.ts';

/** What the face of a session gives to its watch. A replay has no use for how often a service is asked. */
export type WatchParts = Pick<
	WatchOptions,
	| 'budget'
	| 'interval'
	| 'concurrency'
	| 'giveUpAfter'
	| 'size'
	| 'commands'
	| 'system'
	| 'onBug'
	| 'openDownloads'
	| 'keeping'
	| 'openViewer'
	| 'mouse'
	| 'calm'
> & {
	/** Told once when the recording of the watch has to end before it, by the system's code. */
	readonly onRecordingStopped: (why: string) => void;
	/** Told of what is wrong with the machine's set-up, not before the watch was given. */
	readonly onRemark: (notice: Notice) => void;
};

/** Where what is watched comes from: a service or a recording. */
export type RunSource = {
	/** The runs that are known from the start. */
	readonly ids: readonly RunOrderId[];
	/** Whether no run was asked a second time when it was recorded. */
	readonly askedOnce: boolean;
	readonly storage: SessionStorage;
	/** What the user must know of it before anything else. */
	readonly warnings: readonly Notice[];
	/** Makes the watch; nothing is asked or played before its `start`. */
	open(parts: WatchParts): Watch;
};

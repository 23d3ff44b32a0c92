import type {Duration, Instant} from '../time/clock.ts';
import type {OutputKind} from './kinds.ts';
import type {RunOrderId} from '../run.ts';
import type {ForeignText, SafeText} from '../text/text.ts';

export type DownloadId = string;

export function downloadId(runId: RunOrderId, key: string): DownloadId {
	return JSON.stringify([runId, key]);
}

export type SavedFile = {readonly path: string; readonly bytes: number};

export type DownloadRequest = {
	readonly id: DownloadId;
	readonly runId: RunOrderId;
	readonly key: string;
	readonly kind: OutputKind;
	/** Text outputs have no address. */
	readonly source:
		| {readonly kind: 'address'; readonly address: URL}
		| {readonly kind: 'text'; readonly text: string};
	/** The file's name by the API or its address; null for text and if neither has one. */
	readonly name: string | null;
	/** When the address expires; those that expire first are fetched first. Null if unknown. */
	readonly expiresAt: Instant | null;
	/** Where this session saved it, if so. While that file exists it is not fetched again. */
	readonly savedAs: SavedFile | null;
	/**
	 * How an existing file of the same name is recognized. `length` falls back to `bytes` if the host reports no
	 * length.
	 */
	readonly sameBy: 'length' | 'bytes';
};

export type DownloadFailure =
	| {readonly kind: 'full' | 'forbidden' | 'no-folder' | 'file-not-folder' | 'too-large-for-disk'}
	/** A pipe, folder or device is in the place of the part's metadata file. */
	| {readonly kind: 'irregular'; readonly name: SafeText}
	| {readonly kind: 'no-response'}
	| {readonly kind: 'disk'; readonly code: SafeText}
	/** 401, 403, 404 or 410, typically an expired signature. */
	| {readonly kind: 'gone'; readonly status: number}
	/** Neither https nor on this machine, or a redirect to such an address or a less safe protocol. */
	| {readonly kind: 'refused' | 'refused-redirect'}
	| {readonly kind: 'too-many-redirects'}
	/** Each attempt ended before the announced length. */
	| {readonly kind: 'cut-off'}
	/** The file's version differed in each attempt. */
	| {readonly kind: 'inconsistent'}
	/** A web page in place of media, or no bytes. */
	| {readonly kind: 'web-page' | 'empty'}
	| {readonly kind: 'watchEnded'}
	/** Larger than `bytes`, the limit. */
	| {readonly kind: 'over-limit'; readonly bytes: number}
	/** No bytes within the timeout. */
	| {readonly kind: 'stalled'}
	| {readonly kind: 'network'; readonly detail: SafeText}
	| {readonly kind: 'http'; readonly status: number};

export type DownloadPhase =
	| {readonly kind: 'queued'}
	| {
			readonly kind: 'running';
			readonly bytes: number;
			/** In bytes; null if the host did not report it. */
			readonly total: number | null;
			/** Bytes per second; null if not known yet. */
			readonly rate: number | null;
	  }
	/** An attempt failed; the next one starts at `until`. */
	| {
			readonly kind: 'waiting';
			readonly bytes: number;
			readonly total: number | null;
			readonly why: DownloadFailure;
			readonly until: Instant;
	  }
	/** The address expired; the run is polled for a new one. */
	| {readonly kind: 'renewing'; readonly why: DownloadFailure}
	| {
			readonly kind: 'done';
			readonly path: ForeignText;
			/** `~` for the home folder. */
			readonly folder: SafeText;
			readonly bytes: number;
			/** False if the same file was saved before. */
			readonly isNew: boolean;
	  }
	| {readonly kind: 'failed'; readonly why: DownloadFailure}
	| {readonly kind: 'canceled'};

export type Download = {
	readonly id: DownloadId;
	readonly runId: RunOrderId;
	readonly key: ForeignText;
	/** Null for text. */
	readonly address: URL | null;
	/** Of the requested output. */
	readonly valueId: string;
	/** The downloads requested together; null for a single one. */
	readonly batch: ReadonlySet<DownloadId> | null;
	/** Whether a new address was requested; that happens once. */
	readonly renewed: boolean;
	readonly phase: DownloadPhase;
};

const activePhases: ReadonlySet<DownloadPhase['kind']> = new Set<DownloadPhase['kind']>([
	'queued',
	'running',
	'waiting',
	'renewing',
]);

export function isDownloadActive({phase}: Pick<Download, 'phase'>): boolean {
	return activePhases.has(phase.kind);
}

/** At the current rate; null if unknown. */
export function downloadTimeLeftMs(phase: DownloadPhase): Duration | null {
	if (phase.kind !== 'running' || phase.total === null || phase.rate === null || phase.rate <= 0) {
		return null;
	}

	return (Math.max(0, phase.total - phase.bytes) / phase.rate) * 1000;
}

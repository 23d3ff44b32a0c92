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
	readonly source:
		| {readonly kind: 'address'; readonly address: URL}
		| {readonly kind: 'text'; readonly text: string};
	readonly name: string | null;
	/** When the address expires; null if unknown. Addresses that expire first are fetched first. */
	readonly expiresAt: Instant | null;
	/** The file that this session saved; null if there is none. The output is not fetched again while that file exists. */
	readonly savedAs: SavedFile | null;
	/**
	 * How to recognize an existing file of the same name. With `length`, its bytes are compared if the host reports no
	 * length.
	 */
	readonly sameBy: 'length' | 'bytes';
};

export type DownloadFailure =
	| {readonly kind: 'full' | 'forbidden' | 'no-folder' | 'file-not-folder' | 'too-large-for-disk'}
	/** A pipe, folder or device has the name of the metadata file of the partial download. */
	| {readonly kind: 'irregular'; readonly name: SafeText}
	| {readonly kind: 'no-response'}
	| {readonly kind: 'disk'; readonly code: SafeText}
	/** 401, 403, 404 or 410: typically an expired signature. */
	| {readonly kind: 'gone'; readonly status: number}
	/**
	 * The address is neither https nor on this machine, or a redirect leads to such an address or to a less safe
	 * protocol.
	 */
	| {readonly kind: 'refused' | 'refused-redirect'}
	| {readonly kind: 'too-many-redirects'}
	| {readonly kind: 'cut-off'}
	/** Each attempt found another version of the file. */
	| {readonly kind: 'inconsistent'}
	/** The host sent a web page instead of media, or no bytes. */
	| {readonly kind: 'web-page' | 'empty'}
	| {readonly kind: 'watchEnded'}
	/** The file is larger than the limit `bytes`. */
	| {readonly kind: 'over-limit'; readonly bytes: number}
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
	/** An attempt failed. The next one starts at `until`. */
	| {
			readonly kind: 'waiting';
			readonly bytes: number;
			readonly total: number | null;
			readonly why: DownloadFailure;
			readonly until: Instant;
	  }
	/** The address expired, so the run is polled for a new one. */
	| {readonly kind: 'renewing'; readonly why: DownloadFailure}
	| {
			readonly kind: 'done';
			readonly path: ForeignText;
			/** Written with `~` for the home folder. */
			readonly folder: SafeText;
			readonly bytes: number;
			readonly isNew: boolean;
	  }
	| {readonly kind: 'failed'; readonly why: DownloadFailure}
	| {readonly kind: 'canceled'};

export type Download = {
	readonly id: DownloadId;
	readonly runId: RunOrderId;
	readonly key: ForeignText;
	readonly address: URL | null;
	readonly valueId: string;
	/** The downloads that were requested together; null for a single one. */
	readonly batch: ReadonlySet<DownloadId> | null;
	/** Whether a new address was requested, which happens once. */
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

export function downloadTimeLeftMs(phase: DownloadPhase): Duration | null {
	if (phase.kind !== 'running' || phase.total === null || phase.rate === null || phase.rate <= 0) {
		return null;
	}

	return (Math.max(0, phase.total - phase.bytes) / phase.rate) * 1000;
}

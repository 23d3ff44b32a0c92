import type {Duration, Instant} from '../time/clock.ts';
import type {OutputKind} from './kinds.ts';
import type {RunOrderId} from '../run.ts';
import type {ForeignText, SafeText} from '../text/text.ts';

/** Names one download: an output of a run. */
export type DownloadId = string;

export function downloadId(runId: RunOrderId, key: string): DownloadId {
	return JSON.stringify([runId, key]);
}

/** A file that holds an output whole. */
export type SavedFile = {readonly path: string; readonly bytes: number};

/** An output to be saved. */
export type DownloadRequest = {
	readonly id: DownloadId;
	readonly runId: RunOrderId;
	/** The output's key, exactly as it is. */
	readonly key: string;
	readonly kind: OutputKind;
	/** Where it is, or the text itself where it has no address. */
	readonly source:
		| {readonly kind: 'address'; readonly address: URL}
		| {readonly kind: 'text'; readonly text: string};
	/** What the file is called, by the answer or its address; null for text, and where neither says it. */
	readonly name: string | null;
	/** When the address ends: those that end first are fetched first. Null where that is not known. */
	readonly expiresAt: Instant | null;
	/** Where this session saved it; null where it did not. It is not fetched again while that file is there. */
	readonly savedAs: SavedFile | null;
	/**
	 * What makes a file of the same name the same: its length, or only its bytes. A host that does not say the length
	 * leaves only the bytes.
	 */
	readonly sameBy: 'length' | 'bytes';
};

/** Why an output could not be saved. */
export type DownloadFailure =
	/**
	 * No space is left; the folder may not be written to; there is no such folder, or it is a file; the file is too large
	 * for the disk.
	 */
	| {readonly kind: 'full' | 'forbidden' | 'no-folder' | 'file-not-folder' | 'too-large-for-disk'}
	/** In place of the notes of a download there is a pipe, a folder or the like. */
	| {readonly kind: 'irregular'; readonly name: SafeText}
	/** The file system does not respond. */
	| {readonly kind: 'no-response'}
	/** The file system says no by a code of its own. */
	| {readonly kind: 'disk'; readonly code: SafeText}
	/** 401, 403, 404 or 410: as a signed address answers when it has expired. */
	| {readonly kind: 'gone'; readonly status: number}
	/** The address is neither https nor on this machine; or it leads to one that is not, or that is less safe. */
	| {readonly kind: 'refused' | 'refused-redirect'}
	| {readonly kind: 'too-many-redirects'}
	/** It ended before the length that was promised, as often as it was tried. */
	| {readonly kind: 'cut-off'}
	/** No two answers were about the same file. */
	| {readonly kind: 'inconsistent'}
	/** The host sent a web page instead of a picture, film or sound; or nothing at all. */
	| {readonly kind: 'web-page' | 'empty'}
	/** The watch ended before it was saved. */
	| {readonly kind: 'watchEnded'}
	/** It has more bytes than this program saves. */
	| {readonly kind: 'over-limit'; readonly bytes: number}
	/** Nothing came for too long. */
	| {readonly kind: 'stalled'}
	| {readonly kind: 'network'; readonly detail: SafeText}
	| {readonly kind: 'http'; readonly status: number};

/** How a download stands. */
export type DownloadPhase =
	/** It waits for its turn. */
	| {readonly kind: 'queued'}
	| {
			readonly kind: 'running';
			readonly bytes: number;
			/** All that it has; null where the host did not say. */
			readonly total: number | null;
			/** Bytes a second, of late; null while that is not known yet. */
			readonly rate: number | null;
	  }
	/** It broke off, and is tried again then. */
	| {
			readonly kind: 'waiting';
			readonly bytes: number;
			readonly total: number | null;
			readonly why: DownloadFailure;
			readonly until: Instant;
	  }
	/** The address is gone; a fresh one is asked for, as the service may sign it anew. */
	| {readonly kind: 'renewing'; readonly why: DownloadFailure}
	| {
			readonly kind: 'done';
			readonly path: ForeignText;
			/** As people read it. */
			readonly folder: SafeText;
			readonly bytes: number;
			/** False where the file was there already. */
			readonly isNew: boolean;
	  }
	| {readonly kind: 'failed'; readonly why: DownloadFailure}
	| {readonly kind: 'canceled'};

/** An output that is being saved, or was. */
export type Download = {
	readonly id: DownloadId;
	readonly runId: RunOrderId;
	readonly key: ForeignText;
	/** What was asked for; null for a text. */
	readonly address: URL | null;
	/** The `valueId` of the output that was asked for. */
	readonly valueId: string;
	/** All that was asked for together with it; null where it was asked for alone. */
	readonly batch: ReadonlySet<DownloadId> | null;
	/** Whether a fresh address was asked for before: that is done once. */
	readonly renewed: boolean;
	readonly phase: DownloadPhase;
};

const activePhases: ReadonlySet<DownloadPhase['kind']> = new Set<DownloadPhase['kind']>([
	'queued',
	'running',
	'waiting',
	'renewing',
]);

/** Whether it is still going on, or will. */
export function isDownloadActive({phase}: Pick<Download, 'phase'>): boolean {
	return activePhases.has(phase.kind);
}

/** How long it will still take at the present rate; null where nobody knows. */
export function downloadTimeLeftMs(phase: DownloadPhase): Duration | null {
	if (phase.kind !== 'running' || phase.total === null || phase.rate === null || phase.rate <= 0) {
		return null;
	}

	return (Math.max(0, phase.total - phase.bytes) / phase.rate) * 1000;
}

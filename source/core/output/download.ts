import type {Run, RunOrderId} from '../run.ts';
import type {ForeignText, SafeText} from '../text/text.ts';
import type {Duration, Instant} from '../time/clock.ts';
import type {Output} from './output.ts';

export type DownloadId = string;

export function downloadId(runId: RunOrderId, key: string): DownloadId {
	return JSON.stringify([runId, key]);
}

/** What is to be saved: an output of a run, as both are known now. */
export type DownloadRequest = {
	readonly id: DownloadId;
	readonly run: Run;
	readonly output: Output;
	/** The name that the user has given to the run, for the name of the file. */
	readonly label: string | null;
	/**
	 * Whether a file of the same name and length counts as saved already, without comparing the bytes. False if the
	 * output has changed since it was downloaded: it may have the same name and length as before.
	 */
	readonly trustsLength: boolean;
};

export type DownloadFailure =
	/** The host responded with status 401, 403, 404 or 410, typically because the address (a signed link) has expired. */
	| {readonly kind: 'gone'; readonly status: number}
	| {readonly kind: 'http'; readonly status: number}
	/** `proxy`: the address of the proxy that failed. */
	| {readonly kind: 'network'; readonly detail: SafeText; readonly proxy?: SafeText}
	/** A folder is to be created, but the name `name` is that of a file or a symbolic link. */
	| {readonly kind: 'not-a-folder'; readonly name: SafeText}
	| {readonly kind: 'disk'; readonly code: SafeText}
	/** The file is larger than the maximum size of a download. `bytes` is this maximum. */
	| {readonly kind: 'over-limit'; readonly bytes: number}
	/**
	 * `refused`: the address is unsafe, like http on another machine. `refused-redirect`: the address redirects to an
	 * unsafe or invalid address, or from https to http. `local`: the address is of this machine, but the service is not.
	 * `inconsistent`: each attempt got a different version. `web-page`: HTML instead of media. `other-kind`: no media by its
	 * first bytes. `empty`: no bytes.
	 */
	| {
			readonly kind:
				| 'refused'
				| 'refused-redirect'
				| 'local'
				| 'too-many-redirects'
				| 'cut-off'
				| 'stalled'
				| 'slow'
				| 'inconsistent'
				| 'web-page'
				| 'other-kind'
				| 'empty'
				| 'full'
				| 'forbidden'
				| 'no-folder'
				| 'file-not-folder'
				| 'too-large-for-disk'
				| 'watch-ended';
	  };

export type DownloadPhase =
	| {readonly kind: 'queued'}
	| {
			readonly kind: 'running';
			readonly bytes: number;
			/** The file size in bytes; null if the host did not report it. */
			readonly total: number | null;
			/** The speed in bytes per second; null while unknown. */
			readonly rate: number | null;
	  }
	/** An attempt failed, and the next attempt starts at `until`. */
	| {
			readonly kind: 'waiting';
			readonly bytes: number;
			readonly total: number | null;
			readonly why: DownloadFailure;
			readonly until: Instant;
	  }
	/** The address expired, so the run is polled to get a new address. */
	| {readonly kind: 'renewing'}
	| {
			readonly kind: 'done';
			readonly path: ForeignText;
			/** The folder as shown to the user, with `~` for the home folder. */
			readonly folder: SafeText;
			readonly bytes: number;
			readonly isNew: boolean;
	  }
	| {readonly kind: 'failed'; readonly why: DownloadFailure}
	| {readonly kind: 'canceled'};

export type DownloadReport = {readonly id: DownloadId; readonly phase: DownloadPhase};

export type Download = {
	readonly id: DownloadId;
	readonly runId: RunOrderId;
	readonly key: ForeignText;
	readonly address: URL | null;
	readonly valueId: string;
	/** All downloads that were requested together, in the same array. */
	readonly batch: readonly DownloadId[];
	readonly phase: DownloadPhase;
};

export function isDownloadActive({phase: {kind}}: Pick<Download, 'phase'>): boolean {
	return kind !== 'done' && kind !== 'failed' && kind !== 'canceled';
}

export function downloadTimeLeftMs(phase: DownloadPhase): Duration | null {
	if (phase.kind !== 'running' || phase.total === null || phase.rate === null || phase.rate <= 0) {
		return null;
	}

	return (Math.max(0, phase.total - phase.bytes) / phase.rate) * 1000;
}

import type {Run, RunOrderId} from '../run.ts';
import type {ForeignText, SafeText} from '../text/sanitize.ts';
import type {Instant} from '../time/clock.ts';
import type {Output, OutputProblem} from './output.ts';

export type DownloadId = string;

export function downloadId(runId: RunOrderId, key: string): DownloadId {
	return JSON.stringify([runId, key]);
}

/** An output to save, and its run, with the data about them that is known so far. */
export type DownloadRequest = {
	readonly run: Run;
	readonly output: Output;
	/** The name that the user has given to the run, for the name of the file. */
	readonly label: string | null;
};

export type DownloadPhase =
	| {readonly kind: 'queued'}
	| {
			readonly kind: 'running';
			readonly bytes: number;
			/** The file size in bytes; null if the host did not report it. */
			readonly total: number | null;
			readonly since: Instant;
			/** Why the last attempt failed; null while bytes arrive. */
			readonly why: OutputProblem | null;
	  }
	| {
			readonly kind: 'done';
			readonly path: ForeignText;
			/** The folder as shown to the user, with `~` for the home folder. */
			readonly folder: SafeText;
			readonly bytes: number;
			/** False if an identical file was there already. */
			readonly isNew: boolean;
	  }
	| {readonly kind: 'failed'; readonly why: OutputProblem}
	| {readonly kind: 'canceled'};

export type Download = {
	readonly id: DownloadId;
	readonly runId: RunOrderId;
	readonly key: ForeignText;
	/** The value id of the output when the download was requested. */
	readonly valueId: string;
	readonly phase: DownloadPhase;
};

export function isDownloadActive({phase: {kind}}: Pick<Download, 'phase'>): boolean {
	return kind === 'queued' || kind === 'running';
}

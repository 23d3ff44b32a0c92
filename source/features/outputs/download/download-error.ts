import type {Duration} from '../../../core/time/clock.ts';
import type {DownloadFailure} from '../../../core/output/download.ts';

/** A download that failed, or an attempt at it. */
export class DownloadError extends Error {
	override readonly name = 'DownloadError';
	readonly why: DownloadFailure;
	/** Whether another attempt makes sense. */
	readonly retriable: boolean;
	/** How long the host asked to be left alone; null where it did not say. */
	readonly retryAfter: Duration | null;

	constructor(
		why: DownloadFailure,
		{
			retriable = false,
			retryAfter = null,
			cause,
		}: {
			readonly retriable?: boolean;
			readonly retryAfter?: Duration | null;
			readonly cause?: unknown;
		} = {},
	) {
		super(why.kind, {cause});
		this.why = why;
		this.retriable = retriable;
		this.retryAfter = retryAfter;
	}
}

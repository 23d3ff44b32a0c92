import type {DownloadFailure} from '../../../core/output/download.ts';
import type {Duration} from '../../../core/time/clock.ts';

export class DownloadError extends Error {
	override readonly name = 'DownloadError';
	readonly why: DownloadFailure;
	readonly retriable: boolean;
	/** The pause that the host requests by the `Retry-After` header, in milliseconds; null without this header. */
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

import type {DownloadFailure} from '../../../core/output/download.ts';
import {DownloadError} from '../download/download-error.ts';
import type {PreviewProblem} from '../../../core/output/output-view.ts';

export class PreviewError extends Error {
	override readonly name = 'PreviewError';
	readonly why: PreviewProblem;

	constructor(why: PreviewProblem, cause?: unknown) {
		super(why.kind, {cause});
		this.why = why;
	}
}

/** Rethrows bugs. */
export function previewProblemOf(error: unknown): PreviewProblem {
	if (error instanceof PreviewError) {
		return error.why;
	}

	if (error instanceof DownloadError && isFetchProblem(error.why)) {
		return error.why;
	}

	throw error;
}

const fetchProblems: ReadonlySet<DownloadFailure['kind']> = new Set<
	Extract<DownloadFailure, PreviewProblem>['kind']
>([
	'gone',
	'refused',
	'refused-redirect',
	'too-many-redirects',
	'cut-off',
	'stalled',
	'network',
	'http',
]);

/** Other failures only occur when saving. */
function isFetchProblem(why: DownloadFailure): why is Extract<DownloadFailure, PreviewProblem> {
	return fetchProblems.has(why.kind);
}

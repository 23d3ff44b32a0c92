import type {DownloadFailure} from '../../../core/output/download.ts';
import type {PreviewProblem} from '../../../core/output/output-view.ts';
import {DownloadError} from '../download/download-error.ts';
import {PreviewError} from './view-error.ts';

/** The problem behind an error; rethrows bugs. */
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

/** Other failures concern only saving. */
function isFetchProblem(why: DownloadFailure): why is Extract<DownloadFailure, PreviewProblem> {
	return fetchProblems.has(why.kind);
}

import type {DownloadFailure} from '../../../core/output/download.ts';
import type {PreviewProblem} from '../../../core/output/output-view.ts';
import {DownloadError} from '../download/download-error.ts';
import {PreviewError} from './view-error.ts';

/** What went wrong with looking at a file, as the state tells it; an error of another kind is a bug, and thrown on. */
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

/** The other failures are about what is saved, and none of a look. */
function isFetchProblem(why: DownloadFailure): why is Extract<DownloadFailure, PreviewProblem> {
	return fetchProblems.has(why.kind);
}

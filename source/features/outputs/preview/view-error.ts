import type {PreviewProblem} from '../../../core/output/output-view.ts';

export class PreviewError extends Error {
	override readonly name = 'ViewError';
	readonly why: PreviewProblem;

	constructor(why: PreviewProblem, cause?: unknown) {
		super(why.kind, {cause});
		this.why = why;
	}
}

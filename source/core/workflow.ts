import type {OutputKind} from './output/kinds.ts';
import type {ForeignText} from './text/text.ts';

/** The fields of `GET /workflow/market/info` that this program needs. */
export type Workflow = {
	readonly title: ForeignText | null;
	/**
	 * Maps the key of an output, like `n9_images`, to its kind. From the response field `candidate_output_manifest`, which
	 * is more reliable than a file extension.
	 */
	readonly outputKinds: ReadonlyMap<string, OutputKind>;
};

export const emptyWorkflow: Workflow = {title: null, outputKinds: new Map()};

import type {OutputKind} from './output/kinds.ts';
import type {ForeignText} from './text/text.ts';

/** The fields of `GET /workflow/market/info` that this program needs. */
export type Workflow = {
	readonly title: ForeignText | null;
	/** By output key, like `n9_images`; from `candidate_output_manifest`. More reliable than a file extension. */
	readonly outputKinds: ReadonlyMap<string, OutputKind>;
};

export const emptyWorkflow: Workflow = {title: null, outputKinds: new Map()};

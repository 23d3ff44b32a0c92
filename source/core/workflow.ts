import type {OutputKind} from './output/kinds.ts';
import type {ForeignText} from './text/text.ts';

/** The fields that this program needs of `GET /workflow/market/info`. */
export type Workflow = {
	readonly title: ForeignText | null;
	/** `candidate_output_manifest`: the kinds by output key. More reliable than the file extension of an address. */
	readonly outputKinds: ReadonlyMap<string, OutputKind>;
};

/** A workflow before its response, or after a failed request. */
export const emptyWorkflow: Workflow = {title: null, outputKinds: new Map()};

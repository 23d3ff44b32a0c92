import type {OutputKind} from './output/kinds.ts';
import type {ForeignText} from './text/text.ts';

/** The fields of `GET /workflow/market/info` that this program needs. */
export type Workflow = {
	readonly title: ForeignText | null;
	/** Output kinds by output key (`candidate_output_manifest`). They are more reliable than file extensions. */
	readonly outputKinds: ReadonlyMap<string, OutputKind>;
};

export const emptyWorkflow: Workflow = {title: null, outputKinds: new Map()};

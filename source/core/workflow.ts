import type {OutputKind} from './output/kinds.ts';
import type {ForeignText} from './text/text.ts';

/** What is known of a workflow besides its runs: `GET /workflow/market/info`, as far as this program needs it. */
export type Workflow = {
	readonly title: ForeignText | null;
	/** `candidate_output_manifest`: the kind of each output by its key. It knows better than an address's ending. */
	readonly outputKinds: ReadonlyMap<string, OutputKind>;
};

/** A workflow that could not be asked for, or not yet. */
export const emptyWorkflow: Workflow = {title: null, outputKinds: new Map()};

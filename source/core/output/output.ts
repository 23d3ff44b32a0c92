import type {ForeignText} from '../text/text.ts';
import type {OutputKind} from './kinds.ts';

/** One thing that a run made: a leaf of `outputs` in an execution. */
export type Output = {
	/** The key in the answer, like `n9_images`; leaves of arrays and objects carry their path, like `n9_images.0`. */
	readonly key: ForeignText;
	readonly kind: OutputKind;
	/** Whether the workflow, the address's ending or the key's slot said what kind it is; else it is a guess. */
	readonly isKindDeclared: boolean;
	/** What the file is called, by the answer or else by its address; null for text, and where neither says it. */
	readonly name: ForeignText | null;
	/** The text itself, or the address of the file. */
	readonly value: ForeignText;
	/** The address, parsed and http or https; null for text. */
	readonly address: URL | null;
};

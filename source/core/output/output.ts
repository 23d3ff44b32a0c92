import type {ForeignText} from '../text/text.ts';
import type {OutputKind} from './kinds.ts';

/** A leaf of `outputs` in an execution. */
export type Output = {
	/** The key in the response, like `n9_images`; leaves of arrays and objects have a path, like `n9_images.0`. */
	readonly key: ForeignText;
	readonly kind: OutputKind;
	/** Whether workflow, file extension or key declare the kind; otherwise it is a guess. */
	readonly isKindDeclared: boolean;
	/** The file's name by the API or its address; null for text and if neither has one. */
	readonly name: ForeignText | null;
	/** The text itself, or the address of the file. */
	readonly value: ForeignText;
	/** http or https; null for text. */
	readonly address: URL | null;
};

import type {ForeignText} from '../text/text.ts';
import type {OutputKind} from './kinds.ts';

/** A leaf of `outputs` in an execution. */
export type Output = {
	/** The key in the response, like `n9_images`. A leaf of an array or object has a path, like `n9_images.0`. */
	readonly key: ForeignText;
	readonly kind: OutputKind;
	/** Whether the workflow, the file extension or the key declares the kind. Otherwise it is a guess. */
	readonly isKindDeclared: boolean;
	/** The file's name in the API or in its address; null for text, and if neither has a name. */
	readonly name: ForeignText | null;
	/** The text itself, or the address of the file. */
	readonly value: ForeignText;
	/** An http or https address; null for text. */
	readonly address: URL | null;
};

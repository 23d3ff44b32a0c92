import type {ForeignText} from '../text/text.ts';
import type {OutputKind} from './kinds.ts';

/** An output of a run: one leaf value of `outputs` in an execution response. */
export type Output = {
	/** The key in the response, like `n9_images`, or a path into an array or object, like `n9_images.0`. */
	readonly key: ForeignText;
	readonly kind: OutputKind;
	/** The file name in the response or in the address; null if neither contains a name, and for text. */
	readonly name: ForeignText | null;
	/** The text itself, or the address of the file. */
	readonly value: ForeignText;
	/** The http or https address of the file; null for text. */
	readonly address: URL | null;
};

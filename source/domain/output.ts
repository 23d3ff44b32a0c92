import type {ForeignText} from './text.ts';

export type OutputKind = 'image' | 'video' | 'audio' | 'text' | 'file';

/** One thing that a run made: a leaf of `outputs` in an execution. */
export type Output = {
	/** The key in the answer, like `n9_images`; leaves of arrays and objects carry their path, like `n9_images.0`. */
	readonly key: ForeignText;
	readonly kind: OutputKind;
	/** The text itself, or the address of the file. */
	readonly value: ForeignText;
	/** The address, parsed and http or https; null for text. */
	readonly address: URL | null;
};

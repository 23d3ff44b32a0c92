import type {Bindings} from '../registry.ts';

/**
 * Returns the name of a command for use in a text: its key for the given direction (default: the first), or its palette
 * name if it has no key.
 */
export type KeyOf = (id: keyof Bindings, direction?: number) => string;

export const paletteName: KeyOf = id => `:${id}`;

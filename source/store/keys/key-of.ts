import type {Bindings} from '../registry.ts';

/**
 * Returns how a text names a command: by its key, like `q`, or by its palette name, like `:quit`, if it has no key. If
 * the command has several directions, `direction` is the index of one (default: the first).
 */
export type KeyOf = (id: keyof Bindings, direction?: number) => string;

export const paletteName: KeyOf = id => `:${id}`;

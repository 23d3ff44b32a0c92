import type {Bindings} from '../registry.ts';

/** How texts name a command: by its key for the first or the given direction, or by its palette name if it has no key. */
export type KeyOf = (id: keyof Bindings, direction?: number) => string;

export const paletteName: KeyOf = id => `:${id}`;

import type {Bindings} from '../registry.ts';

/** Names a command by its key, like `q`, or by its palette name, like `:quit`. `direction` is an index (default: 0). */
export type KeyOf = (id: keyof Bindings, direction?: number) => string;

export const paletteName: KeyOf = id => `:${id}`;

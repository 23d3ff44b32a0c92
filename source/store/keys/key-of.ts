import type {Bindings} from '../registry.ts';

/**
 * Returns the name of a command in texts: its key, like `q`, or its palette name, like `:quit`. `direction` is the
 * index of one direction of the command, such as 0 for up and 1 for down. Default: 0.
 */
export type KeyOf = (id: keyof Bindings, options?: {readonly direction: number}) => string;

export const paletteName: KeyOf = id => `:${id}`;

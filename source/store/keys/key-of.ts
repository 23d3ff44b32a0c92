import type {BindingId} from './binding.ts';

/**
 * Returns how a text names a command: by its key, like `q`, or by its palette name, like `:quit`, if it has no key.
 * `direction` is the index of one direction of the command, such as 0 for up and 1 for down. Default: 0.
 */
export type KeyOf = (id: BindingId, options?: {readonly direction: number}) => string;

export const paletteName: KeyOf = id => `:${id}`;

import type {KeyName} from '../../terminal/input/key.ts';
import type {BindingId} from './binding.ts';

/**
 * Returns how a text names a command: by its key, like `q`, or by its palette name, like `:quit`, if it has no key.
 * `direction` is the index of one direction of the command, such as 0 for up and 1 for down. Default: 0. Instead of a
 * command, it names a key itself.
 */
export type KeyOf = (
	id: BindingId | {readonly pressed: KeyName},
	options?: {readonly direction: number},
) => string;

export const paletteName: KeyOf = id => (typeof id === 'string' ? `:${id}` : id.pressed);

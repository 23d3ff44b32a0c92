import type {BindingId} from './binding.ts';

/**
 * What a command is called in a sentence that says how to do something: the key in force, of one of its directions, else
 * its name.
 */
export type KeyOf = (id: BindingId, direction?: number) => string;

/** The name by which the palette finds a command, for where no key is known and for commands without one. */
export const paletteName: KeyOf = id => `:${id}`;

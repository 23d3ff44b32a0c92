import type {BindingId} from './binding.ts';

/** How texts name a command: by its key, of the first or the given direction, or else by its palette name. */
export type KeyOf = (id: BindingId, direction?: number) => string;

/** For commands without a key, or where the keys are unknown. */
export const paletteName: KeyOf = id => `:${id}`;

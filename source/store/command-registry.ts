import type {SavedState} from '../core/saved-state.ts';
import type {Setting} from '../features/settings/state.ts';
import type {Binding} from './keys/binding.ts';

export type CommandRegistry = {
	readonly palette: readonly PaletteItem[];
	/** The names of the account profiles that the palette offers. */
	readonly profiles: readonly string[];
	/** The views of the run list that the config names. */
	readonly views: SavedState['views'];
};

export type PaletteItem = {
	readonly id: string;
	/** The texts that are searched in the palette, in every language. */
	readonly names: readonly string[];
} & (
	| {
			readonly kind: 'command';
			readonly binding: Binding;
			/** The index in `binding.does` of the command to invoke. */
			readonly direction: number;
	  }
	| {
			readonly kind: 'setting';
			readonly setting: Setting;
			/** The names of the setting that the user can type before its value. The first is the standard name. */
			readonly words: readonly string[];
	  }
);

export const emptyRegistry: CommandRegistry = {palette: [], profiles: [], views: new Map()};

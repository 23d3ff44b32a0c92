import type {Binding} from '../../store/keys/binding.ts';
import type {Setting} from '../settings/state.ts';

export type CommandRegistry = {
	readonly palette: readonly PaletteItem[];
	/** The names of the account profiles that the palette offers. */
	readonly profiles: readonly string[];
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

export const emptyRegistry: CommandRegistry = {palette: [], profiles: []};

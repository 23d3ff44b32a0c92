import type {SavedState} from '../core/saved-state.ts';
import type {Setting} from '../features/settings/state.ts';
import type {Binding, Where} from './keys/binding.ts';

/** What the state needs to know of the key bindings: the texts that are searched in the help, and the palette items. */
export type CommandRegistry = {
	/** The groups of the help, with one text for each row. A filter of the help searches these texts. */
	readonly help: ReadonlyArray<{readonly where: Where | 'signs'; readonly rows: readonly string[]}>;
	readonly palette: readonly PaletteItem[];
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
			/** The allowed values; null if any text is allowed. */
			readonly choices: readonly string[] | null;
	  }
);

export const emptyRegistry: CommandRegistry = {help: [], palette: [], views: new Map()};

export function isFoundIn(text: string, wanted: string): boolean {
	const lower = text.toLowerCase();
	return wanted
		.toLowerCase()
		.split(/\s+/)
		.every(word => lower.includes(word));
}

import type {Binding} from './keys/binding.ts';
import type {Setting} from '../features/settings/state.ts';

/** What the state needs to know of the key bindings: the texts that are searched in the help, and the palette items. */
export type CommandRegistry = {
	/** One list for each group of the help, with one text for each row. A filter of the help searches these texts. */
	readonly help: readonly (readonly string[])[];
	readonly palette: readonly PaletteItem[];
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

export const emptyRegistry: CommandRegistry = {help: [], palette: []};

/** Counts the rows of the help that match `filter`, with a heading per group and an empty row between two groups. */
export function helpRows({help}: CommandRegistry, filter: string): number {
	const groups = help
		.map(rows => rows.filter(text => isFoundIn(text, filter)).length)
		.filter(count => count > 0);
	return groups.reduce((sum, count) => sum + count + 1, Math.max(0, groups.length - 1));
}

export function isFoundIn(text: string, wanted: string): boolean {
	const lower = text.toLowerCase();
	return wanted
		.toLowerCase()
		.split(/\s+/)
		.every(word => lower.includes(word));
}

import type {Command} from './command.ts';
import type {Setting} from '../features/settings/state.ts';
import type {PaneName} from '../features/panes/state.ts';

/** The data about the key bindings that the state needs: texts for the search in the help, and the palette's items. */
export type CommandRegistry = {
	/** The groups of the help. Each row is the text that the search reads. */
	readonly help: readonly (readonly string[])[];
	readonly palette: readonly PaletteItem[];
};

export type PaletteItem = {
	readonly id: string;
	/** The texts that the search reads, in every language. */
	readonly names: readonly string[];
} & (
	| {
			readonly kind: 'command';
			readonly command: Command;
			/** The pane that the command focuses; null: the focus stays. */
			readonly pane: PaneName | null;
			readonly onlyInReplay: boolean;
	  }
	| {
			readonly kind: 'setting';
			readonly setting: Setting;
			/** Names of the setting before its value. The first is the standard name. */
			readonly words: readonly string[];
			/** Null: any text is accepted. */
			readonly choices: readonly string[] | null;
	  }
);

export const emptyRegistry: CommandRegistry = {help: [], palette: []};

/** Counts the rows of the filtered help. Each group has a heading, and an empty row separates two groups. */
export function helpRows({help}: CommandRegistry, filter: string): number {
	const groups = help
		.map(rows => rows.filter(text => isFoundIn(text, filter)).length)
		.filter(count => count > 0);
	return groups.reduce((sum, count) => sum + count + 1, Math.max(0, groups.length - 1));
}

/** Reports whether the text contains each wanted word, ignoring case. */
export function isFoundIn(text: string, wanted: string): boolean {
	const lower = text.toLowerCase();
	return wanted
		.toLowerCase()
		.split(/\s+/)
		.every(word => lower.includes(word));
}

import type {Command} from './command.ts';
import type {Setting} from '../features/settings/state.ts';
import type {Pane} from '../features/panes/state.ts';

/** What the state has to know of the table of keys: what can be done by name, and what there is to search in the help. */
export type CommandRegistry = {
	/** The groups of the help; of each row all that it can be found by. */
	readonly help: readonly (readonly string[])[];
	readonly palette: readonly PaletteItem[];
};

/** A command that can be called by its name. */
export type PaletteItem = {
	/** What the screen knows it by. */
	readonly id: string;
	/** All that it can be found by, in every language. */
	readonly names: readonly string[];
} & (
	| {
			readonly kind: 'command';
			readonly command: Command;
			/** The pane that it belongs to, which has the keys from then on; null where any may have them. */
			readonly pane: Pane | null;
			/** Whether it works only while a recording is played. */
			readonly onlyInReplay: boolean;
	  }
	| {
			readonly kind: 'setting';
			readonly setting: Setting;
			/** The words that stand before its value when it is typed, the first being the usual one. */
			readonly words: readonly string[];
			/** The accepted values, possibly none yet; null if any text is accepted. */
			readonly choices: readonly string[] | null;
	  }
);

export const emptyRegistry: CommandRegistry = {help: [], palette: []};

/** Rows of the help: a heading and an empty row between two groups, as far as a filter leaves any. */
export function helpRows({help}: CommandRegistry, filter: string): number {
	const groups = help
		.map(rows => rows.filter(text => isFoundIn(text, filter)).length)
		.filter(count => count > 0);
	return groups.reduce((sum, count) => sum + count + 1, Math.max(0, groups.length - 1));
}

/** Whether each word of what is looked for is in a text, whatever its case. */
export function isFoundIn(text: string, wanted: string): boolean {
	const lower = text.toLowerCase();
	return wanted
		.toLowerCase()
		.split(/\s+/)
		.every(word => lower.includes(word));
}

import {isOptionOf, type Option} from '../../config/option-table.ts';
import {
	helpTopics,
	historyActions,
	shells,
	subcommands,
	type Subcommand,
} from '../../config/parse-word.ts';

export const commandName = 'chenyu-top';

/** The command by which a script reads the names of the profiles, one a line. */
export const profilesCommand = `${commandName} completion profiles`;

export const wordsAfter: Readonly<Record<string, readonly string[]>> = {
	history: historyActions,
	completion: shells,
	help: helpTopics,
};

/** Shell code that suggests values of an option. */
type ValueSyntax = {
	readonly none: string;
	readonly files: string;
	readonly folders: string;
	readonly profiles: string;
	readonly choices: (choices: readonly string[]) => string;
	/** Suggests words for each part of a list with commas. */
	readonly list: (choices: readonly string[]) => string;
};

export function suggestValue(option: Option, syntax: ValueSyntax): string {
	const {name, placeholder, choices = option.suggestions} = option;

	if (choices !== undefined) {
		return syntax[option.isList === true ? 'list' : 'choices'](choices);
	}

	if (name === 'profile') {
		return syntax.profiles;
	}

	return placeholder === 'FILE'
		? syntax.files
		: placeholder === 'DIR'
			? syntax.folders
			: syntax.none;
}

type OptionsByCommand = {
	/** The options of a watch, and of each command that is not in `ofCommands`. */
	readonly usual: readonly Option[];
	readonly ofCommands: ReadonlyMap<Subcommand, readonly Option[]>;
};

export function optionsByCommand(options: readonly Option[]): OptionsByCommand {
	const optionsOf = (command: Subcommand | null) =>
		options.filter(option => isOptionOf(option, command));
	const usual = optionsOf(null);
	const others = subcommands
		.filter(command => command !== 'help')
		.map(command => [command, optionsOf(command)] as const)
		.filter(([, own]) => own.length !== usual.length || own.some(each => !usual.includes(each)));
	return {usual, ofCommands: new Map(others)};
}

import type {Option} from '../../config/option-table.ts';
import {subcommands} from '../../config/parse-word.ts';
import type {Messages} from '../../i18n/index.ts';
import {
	commandName,
	optionsByCommand,
	profilesCommand,
	suggestValue,
	wordsAfter,
} from './suggestions.ts';

const syntax = {
	none: ' ',
	files: '_files',
	folders: '_files -/',
	profiles: '_chenyu-top_profiles',
	choices: (choices: readonly string[]) => `(${choices.join(' ')})`,
	list: (choices: readonly string[]) => `_sequence compadd - ${choices.join(' ')}`,
};

/** Returns the completion script for zsh, which works from a file in `$fpath`, and by `eval` after `compinit`. */
export function zshCompletion(options: readonly Option[], {usage}: Messages): string {
	const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
	const specs = (list: readonly Option[]) =>
		list.map(option => {
			const {name, placeholder} = option;
			const meaning = `[${usage.options[name].replaceAll(/[[\]\\]/g, String.raw`\$&`)}]`;
			return placeholder === undefined
				? `--${name}${meaning}`
				: `--${name}=${meaning}:${placeholder}:${suggestValue(option, syntax)}`;
		});
	const {usual, ofCommands} = optionsByCommand(options);
	const optionsOfCommand: ReadonlyMap<string, readonly Option[]> = ofCommands;
	const otherwise = [...specs(usual), `*:${usage.idPlaceholder}: `];
	const cases: ReadonlyArray<readonly [pattern: string, specs: readonly string[]]> = [
		...[...new Set<string>([...ofCommands.keys(), ...Object.keys(wordsAfter)])].map(command => {
			const words = wordsAfter[command];
			return [
				command,
				[
					...(words === undefined ? [] : [`2:${command}:(${words.join(' ')})`]),
					...specs(optionsOfCommand.get(command) ?? []),
				],
			] as const;
		}),
		['*', otherwise],
	];
	const text = cases.map(([pattern, lines]) =>
		[
			`\t\t${pattern})`,
			'\t\t\tspecs=(',
			...lines.map(line => `\t\t\t\t${quoted(line)}`),
			'\t\t\t)\n\t\t\t;;\n',
		].join('\n'),
	);
	return `#compdef ${commandName}
# Completion of ${commandName} for zsh.
_chenyu-top_profiles() {
	local -a names=(\${(f)"$(${profilesCommand} 2>/dev/null)"})
	compadd -a names
}

_chenyu-top() {
	local -a specs

	case $words[(r)(${subcommands.join('|')})] in
${text.join('')}	esac

	_arguments -S '1:${usage.idPlaceholder}:(${subcommands.join(' ')})' $specs
}

if [[ $funcstack[1] == _chenyu-top ]]; then
	_chenyu-top "$@"
else
	compdef _chenyu-top ${commandName}
fi
`;
}

import {isOptionOf, type Option} from '../../config/option-table.ts';
import {subcommands} from '../../config/parse-word.ts';
import type {Messages} from '../../i18n/index.ts';
import {
	commandName,
	optionsByCommand,
	profilesCommand,
	suggestValue,
	wordsAfter,
} from './suggestions.ts';

export function fishCompletion(options: readonly Option[], {usage}: Messages): string {
	const quoted = (text: string) => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
	const syntax = {
		none: ' -x',
		files: ' -r -F',
		folders: ` -x -a '(__fish_complete_directories)'`,
		profiles: ` -x -a '(${profilesCommand} 2>/dev/null)'`,
		choices: (choices: readonly string[]) => ` -x -a ${quoted(choices.join(' '))}`,
		list: (choices: readonly string[]) =>
			` -x -a ${quoted(`(__fish_append , ${choices.join(' ')})`)}`,
	};
	const special = [...optionsByCommand(options).ofCommands.keys()];
	const lines = options.map(option => {
		const value = option.placeholder === undefined ? '' : suggestValue(option, syntax);
		return `complete -c ${commandName}${condition(option, special)} -l ${option.name}${value} -d ${quoted(usage.options[option.name])}`;
	});
	const words = Object.entries(wordsAfter).map(
		([command, list]) =>
			`complete -c ${commandName} -n 'test (commandline -opc)[-1] = ${command}' -a '${list.join(' ')}'`,
	);
	return `# Completion of ${commandName} for fish.
complete -c ${commandName} -f
complete -c ${commandName} -n 'test (count (commandline -opc)) -eq 1' -a '${subcommands.join(' ')}'
${[...words, ...lines].join('\n')}
`;
}

/** Returns fish code that is true if the command of the line has the option. `special`: the commands with other options. */
function condition(
	option: Option,
	special: ReadonlyArray<Parameters<typeof isOptionOf>[1]>,
): string {
	const isUsual = isOptionOf(option, null);
	const others = special.filter(command => isOptionOf(option, command) !== isUsual);
	return others.length === 0
		? ''
		: ` -n '${isUsual ? 'not ' : ''}__fish_seen_subcommand_from ${others.join(' ')}'`;
}

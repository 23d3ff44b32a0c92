import type {Option} from '../../config/option-table.ts';
import {subcommands} from '../../config/parse-word.ts';
import {
	commandName,
	optionsByCommand,
	profilesCommand,
	suggestValue,
	wordsAfter,
} from './suggestions.ts';

/** Returns the completion script for bash 3.2 and later. */
export function bashCompletion(options: readonly Option[]): string {
	const words = (list: readonly string[]) =>
		`COMPREPLY=($(IFS=' ' && compgen -W '${list.join(' ')}' -- "$current"))`;
	const names = (list: readonly Option[]) => words(list.map(({name}) => `--${name}`));
	const paths = (flag: string) =>
		`compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen ${flag} -- "$current"))`;
	const syntax = {
		none: ':',
		files: paths('-f'),
		folders: paths('-d'),
		profiles: '_chenyu_top_profiles "$current"',
		choices: words,
		list: (choices: readonly string[]) =>
			`COMPREPLY=($(IFS=' ' && compgen -P "\${current%"\${current##*,}"}" -W '${choices.join(' ')}' -- "\${current##*,}"))`,
	};
	const {usual, ofCommands} = optionsByCommand(options);
	const values = [
		...options
			.filter(({placeholder}) => placeholder !== undefined)
			.map(option => `--${option.name}) ${suggestValue(option, syntax)} ;;`),
		...Object.entries(wordsAfter).map(([command, list]) => `${command}) ${words(list)} ;;`),
	];
	const optionNames = [
		...[...ofCommands].map(([command, own]) => `${command}) ${names(own)} ;;`),
		`*) ${names(usual)} ;;`,
	];
	return `# Completion of ${commandName} for bash.
_chenyu_top_profiles() {
	local name

	while IFS= read -r name; do
		if [[ $name == "$1"* ]]; then
			COMPREPLY+=("$(printf %q "$name")")
		fi
	done < <(${profilesCommand} 2>/dev/null)
}

_chenyu_top() {
	local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command= word
	COMPREPLY=()

	# bash takes --name=value for three words.
	if [[ $current == '=' ]]; then
		current=
	elif [[ $previous == '=' ]]; then
		previous=\${COMP_WORDS[COMP_CWORD - 2]}
	fi

	for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
		case $word in
			${subcommands.join(' | ')}) command=\${command:-$word} ;;
		esac
	done

	case $previous in
${values.map(line => `\t\t${line}\n`).join('')}		*)
			if [[ $current == -* ]]; then
				case $command in
${optionNames.map(line => `\t\t\t\t\t${line}\n`).join('')}				esac
			elif [[ $COMP_CWORD == 1 ]]; then
				${words(subcommands)}
			fi
			;;
	esac
}
complete -F _chenyu_top ${commandName}
`;
}

import type {Option} from '../config/option-table.ts';
import {subcommands} from '../config/parse-word.ts';
import type {Messages} from '../i18n/index.ts';

export const commandName = 'chenyu-top';

/** Shell code that suggests values of an option: no values, paths of files, paths of folders, or words from a list. */
type ValueSyntax = {
	readonly none: string;
	readonly files: string;
	readonly folders: string;
	readonly choices: (choices: string) => string;
	/** Suggests words for each part of a list with commas. */
	readonly list: (choices: string) => string;
};

function suggestValue(option: Option, syntax: ValueSyntax): string {
	const {placeholder, choices = option.suggestions} = option;

	if (choices !== undefined) {
		return syntax[option.isList === true ? 'list' : 'choices'](choices.join(' '));
	}

	return placeholder === 'FILE'
		? syntax.files
		: placeholder === 'DIR'
			? syntax.folders
			: syntax.none;
}

/** Returns the completion script for bash 3.2 and later, which the user loads with `source`. */
export function bashCompletion(options: readonly Option[]): string {
	const names = options.map(({name}) => `--${name}`).join(' ');
	const words = (list: string) => `COMPREPLY=($(IFS=' ' && compgen -W '${list}' -- "$current"))`;
	const paths = (flag: string) =>
		`compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen ${flag} -- "$current"))`;
	const list = (choices: string) =>
		`COMPREPLY=($(IFS=' ' && compgen -P "\${current%"\${current##*,}"}" -W '${choices}' -- "\${current##*,}"))`;
	const syntax = {none: ':', files: paths('-f'), folders: paths('-d'), choices: words, list};
	const values = options
		.filter(({placeholder}) => placeholder !== undefined)
		.map(option => `\t\t--${option.name}) ${suggestValue(option, syntax)} ;;`);
	return `# Completion of ${commandName} for bash.
_chenyu_top() {
	local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
	COMPREPLY=()

	# bash takes --name=value for three words.
	if [[ $current == '=' ]]; then
		current=
	elif [[ $previous == '=' ]]; then
		previous=\${COMP_WORDS[COMP_CWORD - 2]}
	fi

	case $previous in
${values.join('\n')}
		*)
			if [[ $current == -* ]]; then
				${words(names)}
			elif [[ $COMP_CWORD == 1 ]]; then
				${words(subcommands.join(' '))}
			fi
			;;
	esac
}
complete -F _chenyu_top ${commandName}
`;
}

/** Returns the completion script for fish, which the user saves in `~/.config/fish/completions`. */
export function fishCompletion(options: readonly Option[], {usage}: Messages): string {
	const quoted = (text: string) => `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
	const syntax = {
		none: ' -x',
		files: ' -r -F',
		folders: ` -x -a '(__fish_complete_directories)'`,
		choices: (choices: string) => ` -x -a ${quoted(choices)}`,
		list: (choices: string) => ` -x -a ${quoted(`(__fish_append , ${choices})`)}`,
	};
	const lines = options.map(option => {
		const value = option.placeholder === undefined ? '' : suggestValue(option, syntax);
		return `complete -c ${commandName} -l ${option.name}${value} -d ${quoted(usage.options[option.name])}`;
	});
	return `# Completion of ${commandName} for fish.
complete -c ${commandName} -f
complete -c ${commandName} -n 'test (count (commandline -opc)) -eq 1' -a '${subcommands.join(' ')}'
${lines.join('\n')}
`;
}

/** Returns the completion script for zsh, which the user saves as `_chenyu-top` in a folder of `$fpath`. */
export function zshCompletion(options: readonly Option[], {usage}: Messages): string {
	const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
	const syntax = {
		none: ' ',
		files: '_files',
		folders: '_files -/',
		choices: (choices: string) => `(${choices})`,
		list: (choices: string) => `_sequence compadd - ${choices}`,
	};
	const specs = options.map(option => {
		const {name, placeholder} = option;
		const meaning = `[${usage.options[name].replaceAll(/[[\]\\]/g, String.raw`\$&`)}]`;
		return placeholder === undefined
			? `--${name}${meaning}`
			: `--${name}=${meaning}:${placeholder}:${suggestValue(option, syntax)}`;
	});
	const first = `1:${usage.idPlaceholder}:(${subcommands.join(' ')})`;
	const lines = [...specs, first, `*:${usage.idPlaceholder}: `].map(spec => `\t${quoted(spec)}`);
	return `#compdef ${commandName}
# Completion of ${commandName} for zsh.
_arguments -S \\
${lines.join(' \\\n')}
`;
}

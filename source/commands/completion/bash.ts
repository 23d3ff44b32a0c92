import type {Option} from '../../config/option-table.ts';
import {subcommands} from '../../config/parse-word.ts';
import {commandName} from './command-name.ts';
import {valueSource, type ValueSource} from './value-source.ts';

/** Returns a file for bash 3.2 and later to source. */
export function bashCompletion(options: readonly Option[]): string {
	const names = options.map(({name}) => `--${name}`).join(' ');
	const values = options.flatMap(option =>
		option.kind === 'value' ? [`\t\t--${option.name}) ${suggestions(valueSource(option))} ;;`] : [],
	);
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
				COMPREPLY=($(IFS=' ' && compgen -W '${names}' -- "$current"))
			elif [[ $COMP_CWORD == 1 ]]; then
				COMPREPLY=($(IFS=' ' && compgen -W '${subcommands.join(' ')}' -- "$current"))
			fi
			;;
	esac
}
complete -F _chenyu_top ${commandName}
`;
}

function suggestions(source: ValueSource): string {
	switch (source.kind) {
		case 'none': {
			return ':';
		}

		case 'choices': {
			return `COMPREPLY=($(IFS=' ' && compgen -W '${source.choices.join(' ')}' -- "$current"))`;
		}

		case 'files':
		case 'folders': {
			const flag = source.kind === 'files' ? '-f' : '-d';
			return `compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen ${flag} -- "$current"))`;
		}
	}
}

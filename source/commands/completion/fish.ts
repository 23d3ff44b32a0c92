import type {Option} from '../../config/option-table.ts';
import type {Messages} from '../../i18n/index.ts';
import {subcommands} from '../../config/parse-word.ts';
import {commandName} from './command-name.ts';
import {valueSource, type ValueSource} from './value-source.ts';

/** Returns a file for `~/.config/fish/completions`. */
export function fishCompletion(options: readonly Option[], {usage}: Messages): string {
	const lines = options.map(option => {
		const value = option.kind === 'value' ? ` ${flags(valueSource(option))}` : '';
		const meaning = quoted(usage.options[option.help]);
		return `complete -c ${commandName} -l ${option.name}${value} -d ${meaning}`;
	});
	return `# Completion of ${commandName} for fish.
complete -c ${commandName} -f
complete -c ${commandName} -n 'test (count (commandline -opc)) -eq 1' -a '${subcommands.join(' ')}'
${lines.join('\n')}
`;
}

function flags(source: ValueSource): string {
	switch (source.kind) {
		case 'none': {
			return '-x';
		}

		case 'choices': {
			return `-x -a ${quoted(source.choices.join(' '))}`;
		}

		case 'files': {
			return '-r -F';
		}

		case 'folders': {
			return `-x -a '(__fish_complete_directories)'`;
		}
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}

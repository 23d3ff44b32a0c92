import type {Option} from '../../config/option-table.ts';
import type {Messages} from '../../i18n/index.ts';
import {subcommands} from '../../config/parse-word.ts';
import {commandName} from './command-name.ts';
import {valueSource, type ValueSource} from './value-source.ts';

/** Returns the file `_chenyu-top` for a folder of `$fpath`. */
export function zshCompletion(options: readonly Option[], {usage}: Messages): string {
	const specs = options.map(option => {
		const meaning = `[${usage.options[option.help].replaceAll(/[[\]\\]/g, String.raw`\$&`)}]`;
		return option.kind === 'switch'
			? `--${option.name}${meaning}`
			: `--${option.name}=${meaning}:${option.placeholder}:${action(valueSource(option))}`;
	});
	const first = `1:${usage.idPlaceholder}:(${subcommands.join(' ')})`;
	const lines = [...specs, first, `*:${usage.idPlaceholder}: `].map(spec => `\t${quoted(spec)}`);
	return `#compdef ${commandName}
# Completion of ${commandName} for zsh.
_arguments -S \\
${lines.join(' \\\n')}
`;
}

function action(source: ValueSource): string {
	switch (source.kind) {
		case 'none': {
			return ' ';
		}

		case 'choices': {
			return `(${source.choices.join(' ')})`;
		}

		case 'files': {
			return '_files';
		}

		case 'folders': {
			return '_files -/';
		}
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

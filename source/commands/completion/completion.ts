import {helpTopics, historyActions, shells, subcommands} from '../../config/commands.ts';
import {findOption, isOptionOf, optionTable} from '../../config/option-table.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {profileNames} from '../../config/settings.ts';
import {print} from '../../events/standard-output.ts';
import type {Messages} from '../../i18n/messages.ts';
import {completionScripts} from './scripts.ts';

const wordsAfter = new Map<string, readonly string[]>([
	['history', historyActions],
	['completion', shells],
	['help', helpTopics],
]);

/** Prints the completion script of the shell, or what it asks for: suggestions, one a line (`completion words`). */
export async function printCompletion({options, settings, messages}: SessionContext) {
	const [topic, line = ''] = options.ids;
	const shell = shells.find(each => each === topic);
	// Control characters of a name must not reach the terminal.
	const profiles = profileNames(settings).filter(name => !/\p{C}/u.test(name));
	const text =
		shell === undefined
			? suggestionsFor(line, profiles, messages).join('\n')
			: completionScripts[shell];
	return text === '' ? 0 : print(text, messages);
}

/**
 * Returns the words that can stand at the end of a command line. The shell chooses those that begin like the last word. A
 * meaning follows after a tab. Where the names of files are needed, returns only `:files` or `:folders`.
 * @param line The words of the command line up to the cursor, with tabs between them.
 */
export function suggestionsFor(
	line: string,
	profiles: readonly string[],
	{usage}: Messages,
): readonly string[] {
	// bash takes --name=value for three words.
	const words = line.replaceAll(/\t=(?:\t|$)/g, '\t').split('\t');
	const [current = '', previous = ''] = words.toReversed();
	const [attachedTo = ''] = /^--[^=]+=/.exec(current) ?? [];
	const option = findOption(attachedTo.replace('=', '') || previous);

	if (option?.placeholder !== undefined) {
		const {name, placeholder, choices, suggestions = [], isList = false} = option;

		if (placeholder === 'FILE' || placeholder === 'DIR') {
			return [placeholder === 'FILE' ? ':files' : ':folders'];
		}

		const [listBefore = ''] = (isList && /^.*,/.exec(current)) || [];
		const values = name === 'profile' ? profiles : (choices ?? suggestions);
		return values.map(value => (listBefore || attachedTo) + value);
	}

	if (current.startsWith('-')) {
		const command = helpTopics.find(topic => words.slice(1, -1).includes(topic)) ?? null;
		return optionTable
			.filter(each => isOptionOf(each, command))
			.map(({name}) => `--${name}\t${usage.options[name]}`);
	}

	return wordsAfter.get(previous) ?? (words.length === 2 ? subcommands : []);
}

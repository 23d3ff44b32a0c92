import {helpTopics, historyActions, shells, subcommands} from '../config/command-help-messages.ts';
import {takesIds} from '../config/command-words.ts';
import {findOption, isOptionOf, optionTable} from '../config/option-table.ts';
import type {SessionContext} from '../config/parse-options.ts';
import {profileNames} from '../config/settings.ts';
import {print} from '../events/standard-output.ts';
import type {Messages} from '../i18n/messages.ts';

const wordsAfter = new Map<string, readonly string[]>([
	['history', historyActions],
	['completion', shells],
	['help', helpTopics],
]);

type KnownRuns = (typed: string) => readonly string[];

/**
 * Prints the completion script of a shell, or the suggestions that it requests by `completion words`, one a line. `runs`:
 * returns the runs whose ids begin like a word, each with a meaning after a tab.
 */
export async function printCompletion(
	{options, settings, messages}: SessionContext,
	runs: KnownRuns,
) {
	const [topic, line = ''] = options.ids;
	const shell = shells.find(each => each === topic);
	// Control characters of a name must not reach the terminal.
	const profiles = profileNames(settings).filter(name => !/\p{C}/u.test(name));
	const text =
		shell === undefined
			? suggestionsFor(line, profiles, messages, runs).join('\n')
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
	runs: KnownRuns,
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

	const command = helpTopics.find(topic => words.slice(1, -1).includes(topic)) ?? null;

	if (current.startsWith('-')) {
		return optionTable
			.filter(each => isOptionOf(each, command))
			.map(({name}) => `--${name}\t${usage.options[name]}`);
	}

	const next = wordsAfter.get(previous) ?? (words.length === 2 ? subcommands : []);
	// An empty first word gets only the commands.
	const takesRun = takesIds(command) && (current !== '' || next.length === 0);
	return takesRun ? [...next, ...runs(current)] : next;
}

/**
 * The completion script of each shell. It asks the program: `chenyu-top completion words LINE` prints the suggestions (see
 * `suggestionsFor`).
 */
export const completionScripts: Readonly<Record<(typeof shells)[number], string>> = {
	// For bash 3.2 and later.
	bash: `# Completion of chenyu-top for bash.
_chenyu_top() {
	local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} line word
	line=$(printf '%s\\t' "\${COMP_WORDS[@]:0:COMP_CWORD}")$current
	COMPREPLY=()

	# bash takes --name=value for three words.
	if [[ $current == '=' ]]; then
		current=
	fi

	while IFS=$'\\t' read -r word _; do
		case $word in
			:files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;
			:folders) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current")) ;;
			"$current"*)
				word=$(printf %q "$word")
				COMPREPLY+=("\${word//\\\\,/,}")
				;;
		esac
	done < <(chenyu-top completion words "$line" 2>/dev/null)
}
complete -F _chenyu_top chenyu-top`,

	// Works from a file in $fpath, and by eval after compinit.
	zsh: `#compdef chenyu-top
# Completion of chenyu-top for zsh.
_chenyu-top() {
	local line="\${(pj:\\t:)\${(@Q)words[1,CURRENT]}}"
	local -a found=(\${(f)"$(chenyu-top completion words $line 2>/dev/null)"})

	if [[ $found[1] == :f* && $PREFIX == --* ]]; then
		compset -P '*='
	fi

	case $found[1] in
		:files) _files ;;
		:folders) _files -/ ;;
		*)
			found=(\${\${found//:/\\\\:}/$'\\t'/:})
			_describe chenyu-top found
			;;
	esac
}

if [[ $funcstack[1] == _chenyu-top ]]; then
	_chenyu-top "$@"
else
	compdef _chenyu-top chenyu-top
fi`,

	fish: `# Completion of chenyu-top for fish.
function __chenyu_top_words
	set -l current (commandline -ct)
	set -l before (string match -r -- '^--[^=]+=' "$current")
	set -l value (string replace -r -- '^--[^=]+=' '' "$current")
	set -l found (chenyu-top completion words (string join \\t -- (commandline -opc) "$current") 2>/dev/null)

	switch "$found[1]"
		case :files
			__fish_complete_path "$value" | string replace -r '^' -- "$before"
		case :folders
			__fish_complete_directories "$value" | string replace -r '^' -- "$before"
		case '*'
			printf '%s\\n' $found
	end
end
complete -c chenyu-top -f -a '(__chenyu_top_words)'`,
};

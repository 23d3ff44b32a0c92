import type {Request} from '../../config/parse-options.ts';
import {shells} from '../../config/parse-word.ts';
import {profileNames} from '../../config/settings.ts';
import type {Messages} from '../../i18n/index.ts';
import {completionScripts} from './scripts.ts';
import {suggestionsFor} from './suggestions.ts';

/** Returns the completion script of the shell, or what it asks for: suggestions, one a line (`completion words`). */
export function completionText({options, settings}: Request, messages: Messages): string {
	const [topic, line = ''] = options.ids;
	const profiles = profileNames(settings).filter(isOneLine);
	return topic === 'words'
		? suggestionsFor(line, profiles, messages).join('\n')
		: completionScripts[shells.find(shell => shell === topic) ?? 'powershell'];
}

/** Other control characters must not reach the terminal. */
function isOneLine(name: string): boolean {
	return !/\p{C}/u.test(name);
}

import {optionTable} from '../../config/option-table.ts';
import type {Request} from '../../config/parse-options.ts';
import {profileNames} from '../../config/settings.ts';
import type {Messages} from '../../i18n/index.ts';
import {bashCompletion} from './bash.ts';
import {fishCompletion} from './fish.ts';
import {powershellCompletion} from './powershell.ts';
import {zshCompletion} from './zsh.ts';

/** Returns the completion script of the shell, or the names of the profiles, one a line (`completion profiles`). */
export function completionText({options, settings}: Request, messages: Messages): string {
	const [topic = ''] = options.ids;

	switch (topic) {
		case 'bash':
			return bashCompletion(optionTable);
		case 'zsh':
			return zshCompletion(optionTable, messages);
		case 'fish':
			return fishCompletion(optionTable, messages);
		case 'profiles':
			return profileNames(settings).filter(isOneLine).join('\n');
		default:
			return powershellCompletion(optionTable);
	}
}

/** The scripts read one name per line. Other control characters must not reach the terminal. */
function isOneLine(name: string): boolean {
	return !/\p{C}/u.test(name);
}

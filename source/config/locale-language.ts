import type {Language} from '../messages/index.ts';
import type {Environment} from './options.ts';

/** The language of the locale: the first of LC_ALL, LC_MESSAGES and LANG that is set decides. */
export function localeLanguage(env: Environment): Language {
	const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(isSet) ?? '';
	return /^zh/i.test(locale) ? 'zh' : 'en';
}

function isSet(value: string | undefined): value is string {
	return value !== undefined && value !== '';
}

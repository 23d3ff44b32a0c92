import type {Language} from '../i18n/language.ts';
import type {Environment} from '../terminal/environment.ts';
import {systemLocale} from '../terminal/platform.ts';

/** Returns the language of the program's texts: Chinese for a Chinese UTF-8 locale, otherwise English. */
export function localeLanguage(env: Environment): Language {
	const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || systemLocale();
	return /^zh/i.test(locale) && isUtf8(env) ? 'zh' : 'en';
}

/**
 * Returns whether the locale uses UTF-8. A locale without a charset, such as `zh_CN`, counts as UTF-8. So does a
 * missing locale, but not `C`, `POSIX` or a locale with `@euro`.
 */
export function isUtf8(env: Environment): boolean {
	const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
	return /utf-?8/i.test(locale) || !/^(?:C|POSIX)$|[.]|@euro/.test(locale);
}

import type {Language} from '../i18n/messages.ts';
import {systemLocale, type Environment} from '../terminal/platform.ts';

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

/** Returns whether a screen can be drawn. False if `TERM` is `dumb` (no cursor movement), and in CI. */
export function canDraw(env: Environment): boolean {
	return !isDumb(env) && !isOn(env['CI']);
}

export function isDumb(env: Environment): boolean {
	return env['TERM'] === 'dumb';
}

/** Returns whether `NO_COLOR`, `FORCE_COLOR` and `TERM` allow colors. `FORCE_COLOR` takes precedence. */
export function wantsColor(env: Environment): boolean {
	if (env['FORCE_COLOR'] !== undefined) {
		return isOn(env['FORCE_COLOR']);
	}

	return (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

export function isOn(variable: string | undefined): boolean {
	return variable !== undefined && variable !== '0' && variable !== 'false';
}

/**
 * Deletes the variable that disables the verification of TLS certificates, for this process and its child processes.
 * Returns whether verification was disabled. Without the deletion, Node would write a warning over the screen.
 */
export function takeTlsVariable(env: Record<string, string | undefined>): boolean {
	const isOff = env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';

	if (isOff) {
		delete env['NODE_TLS_REJECT_UNAUTHORIZED'];
	}

	return isOff;
}

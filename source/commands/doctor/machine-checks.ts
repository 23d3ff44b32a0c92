import {accessSync, constants, readFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Messages} from '../../i18n/index.ts';
import type {Language} from '../../i18n/language.ts';
import {ownFolder} from '../../storage/own-folder.ts';
import type {Environment} from '../../terminal/environment.ts';
import {isAlwaysUtf8, systemLocale} from '../../terminal/platform.ts';
import {describeTerminal} from '../../terminal/terminal.ts';
import {caution, fail, ok, open, type Check} from './report.ts';

export type MachineOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly isTerminal: boolean;
	readonly language: Language;
	readonly words: Messages['doctor'];
};

export function certificateCheck({env, words}: MachineOptions): Check {
	const extra = env['NODE_EXTRA_CA_CERTS'] ?? '';

	if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
		return caution('certificates', words.verifyingOff);
	}

	if (extra === '') {
		return ok('certificates', words.certificates);
	}

	try {
		readFileSync(extra);
		return ok('certificates', words.extraCertificates(cleanName(extra)));
	} catch (error) {
		const why = cleanName((error as NodeJS.ErrnoException).code ?? '');
		return fail('certificates', words.noExtraCertificates(cleanName(extra), why));
	}
}

export function terminalCheck({env, platform, isTerminal, words}: MachineOptions): Check {
	const {terminalFacts: fields} = words;

	if (env['TERM'] === 'dumb') {
		return caution('terminal', words.dumb);
	}

	if (!isTerminal) {
		return open('terminal', words.noTerminal);
	}

	const able = describeTerminal(env, {isTTY: true, platform});
	const description = words.terminal([
		...(env['TERM'] === undefined ? [] : [cleanName(env['TERM'])]),
		fields.colors(able.color),
		fields.glyphs(able.unicode),
		fields.links(able.hyperlinks),
		fields.notifications(able.notifications),
		fields.progress(able.progress),
		fields.title(able.title),
		...(able.isMultiplexed ? [fields.multiplexed] : []),
	]);
	return able.unicode
		? ok('terminal', description)
		: caution('terminal', words.asciiOnly(description));
}

export function localeCheck({env, platform, language, words}: MachineOptions): Check {
	const set = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
	const shown = cleanName(set || systemLocale(platform) || 'C');
	return isAlwaysUtf8(platform) || /utf-?8/i.test(shown)
		? ok('locale', words.locale(shown, language))
		: caution('locale', words.noUtf8(shown, language));
}

export function folderCheck({env, platform, words}: MachineOptions): Check {
	const folders = (['config', 'state', 'cache'] as const).flatMap(
		kind => ownFolder(kind, env, platform) ?? [],
	);
	const faulty = folders.filter(folder => !canWrite(folder));

	if (folders.length === 0) {
		return caution('folders', words.noHome);
	}

	return faulty.length === 0
		? ok('folders', words.folders(folders.map(cleanName)))
		: caution('folders', words.folderFaults(faulty.map(cleanName)));
}

/** Returns whether a folder is writable. If it does not exist, checks the nearest existing folder above it. */
function canWrite(folder: string): boolean {
	try {
		accessSync(folder, constants.W_OK | constants.X_OK);
		return true;
	} catch (error) {
		const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		return isMissing && dirname(folder) !== folder && canWrite(dirname(folder));
	}
}

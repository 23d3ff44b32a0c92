import {readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {applyEdits, modify} from 'jsonc-parser';
import {errorCode} from '../core/error-code.ts';
import {cleanName, type SafeText} from '../core/text/sanitize.ts';
import {makeFolder} from '../storage/own-folder.ts';
import {readJson} from './config.ts';
import {decodeFile} from './load-config.ts';

/**
 * Writes settings into the config file, as a whole or not at all. The rest of the file stays, also its comments. A setting
 * that the profile has is changed there, since it would override the others. Returns null, or why nothing was written.
 */
export function saveSettings(
	path: string,
	profile: string | null,
	settings: Readonly<Record<string, unknown>>,
): SafeText | null {
	try {
		const file = existing(path);
		const json = readJson(file.text) as {profiles?: Record<string, object>} | undefined;

		if (json === undefined) {
			return cleanName('JSON');
		}

		const own = profile === null ? undefined : json.profiles?.[profile];
		const formattingOptions = {insertSpaces: !/^\t/m.test(file.text), tabSize: 2, eol: '\n'};
		const text = Object.entries(settings).reduce((before, [name, value]) => {
			const place = own && name in own ? ['profiles', profile ?? '', name] : [name];
			return applyEdits(before, modify(before, place, value, {formattingOptions}));
		}, file.text);
		makeFolder(dirname(path));
		replaceFile(file.target, text, file.mode);
		return null;
	} catch (error) {
		return cleanName(errorCode(error) ?? String(error));
	}
}

function replaceFile(path: string, text: string, mode: number): void {
	const part = `${path}.${process.pid}.part`;

	try {
		writeFileSync(part, text, {mode, flag: 'wx', flush: true});
		renameSync(part, path);
	} catch (error) {
		rmSync(part, {force: true});
		throw error;
	}
}

/** `target`: the file itself, to which the path may be a link, for example into a folder of dotfiles. */
function existing(path: string) {
	try {
		const target = realpathSync(path);
		return {target, text: decodeFile(readFileSync(target)), mode: statSync(target).mode & 0o777};
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') {
			throw error;
		}

		return {target: path, text: '{}\n', mode: 0o600};
	}
}

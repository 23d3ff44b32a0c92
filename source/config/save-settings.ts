import {existsSync, readFileSync, realpathSync} from 'node:fs';
import {dirname} from 'node:path';
import {applyEdits, modify} from 'jsonc-parser';
import {errorCode} from '../core/error-code.ts';
import {cleanName, type SafeText} from '../core/text/sanitize.ts';
import {replaceFile} from '../features/outputs/download/files.ts';
import {makeFolder} from '../storage/own-folder.ts';
import {readJson} from './config.ts';
import {decodeFile} from './load-config.ts';

/**
 * Writes settings into the config file, as a whole or not at all. The rest of the file stays, also its comments. A setting
 * that the profile has is changed there, since it would override the others. Returns null, or why nothing was written.
 */
export async function saveSettings(
	path: string,
	profile: string | null,
	settings: Readonly<Record<string, unknown>>,
): Promise<SafeText | null> {
	try {
		makeFolder(dirname(path));
		const exists = existsSync(path);
		const before = exists ? decodeFile(readFileSync(path)) : '{}\n';
		const json = readJson(before) as {profiles?: Record<string, object>} | undefined;

		if (json === undefined) {
			return cleanName('JSON');
		}

		const own = json.profiles?.[profile ?? ''] ?? {};
		const formattingOptions = {insertSpaces: !/^\t/m.test(before), tabSize: 2, eol: '\n'};
		const after = Object.entries(settings).reduce((text, [name, value]) => {
			const place = name in own ? ['profiles', profile ?? '', name] : [name];
			return applyEdits(text, modify(text, place, value, {formattingOptions}));
		}, before);
		// The file may be a link, for example into a folder of dotfiles.
		await replaceFile(exists ? realpathSync(path) : path, after);
		return null;
	} catch (error) {
		return cleanName(errorCode(error) ?? String(error));
	}
}

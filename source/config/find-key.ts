import {readFileSync, statSync} from 'node:fs';
import {Secret} from '../core/secret.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import type {Messages} from '../i18n/messages.ts';
import {exposureMode} from '../storage/own-folder.ts';
import {decodeFile} from './load-config.ts';

type MutableEnvironment = Record<string, string | undefined>;

/** Holds the API key. Only HTTP clients and the redaction of texts call `reveal`. */
export class ApiKey extends Secret {
	constructor(value: string) {
		super(value, '[key]');
	}
}

export type KeyChoice = {
	/** The key file. Null if none is set, or if it is for another server than the base URL. */
	readonly keyFile: {
		readonly path: string;
		readonly name: '--api-key-file' | '"apiKeyFile"';
		/**
		 * True if a profile sets both the base URL and the key file. `CHENYU_API_KEY` is then ignored: it may be the
		 * key of another account, which the server of the profile must not receive.
		 */
		readonly overridesVariable: boolean;
	} | null;
	/** The origin that the key file in the config is meant for, if the base URL has another origin; otherwise null. */
	readonly keyFor: string | null;
	readonly profile: string | null;
};

const variableName = 'CHENYU_API_KEY';
const maxKeyFileBytes = 65_536;
/** Matches paths such as `/dev/fd/63`, which name a file or pipe that this process already has open. */
const isOpenDescriptor = /^\/(?:dev\/(?:fd\/\d+|stdin)|proc\/(?:self|\d+)\/fd\/\d+)$/;

/**
 * Reads the key from `variable` (the value of `CHENYU_API_KEY`, or empty) or the first line of the key file. Returns an
 * error message if there is no valid key. Blocks the process while it reads the file, which may be a pipe.
 */
export function findKey(
	variable: string,
	{keyFile, keyFor, profile}: KeyChoice,
	{usage: {key: texts}}: Messages,
) {
	const value = variable.trim();

	if (value !== '' && keyFile?.overridesVariable !== true) {
		return isKey(value)
			? {key: new ApiKey(value), source: variableName, warnings: []}
			: texts.invalid(variableName);
	}

	if (keyFile === null) {
		return keyFor === null ? texts.missing : texts.elsewhere(cleanName(keyFor));
	}

	const {name, path} = keyFile;

	try {
		const status = statSync(path);

		// Reading any other pipe or device might never end.
		if (!status.isFile() && !(status.isFIFO() && isOpenDescriptor.test(path))) {
			return texts.noFile(name);
		}

		const text = status.size > maxKeyFileBytes ? '' : decodeFile(readFileSync(path));
		const [line = ''] = text.trim().split(/\s*[\r\n]/, 1);
		const mode = exposureMode(status);
		const warnings = [
			...(value !== '' && profile !== null ? [texts.notUsed(cleanName(profile))] : []),
			...(mode === null ? [] : [texts.exposed(name, mode)]),
		];
		return isKey(line) ? {key: new ApiKey(line), source: name, warnings} : texts.invalid(name);
	} catch (error) {
		// Uses only the code: the message contains the path, and a user may have passed the key itself as the path.
		const {code, name: errorName} = error as NodeJS.ErrnoException;
		return texts.unreadable(name, cleanProse(code ?? errorName));
	}
}

/** Returns the key that a key file has now; null if it is no regular file (a pipe has its key only once), or has no valid key. */
export function findKeyAgain(
	variable: string,
	choice: KeyChoice,
	messages: Messages,
): string | null {
	const isFile =
		choice.keyFile !== null &&
		statSync(choice.keyFile.path, {throwIfNoEntry: false})?.isFile() === true;
	const found = isFile ? findKey(variable, choice, messages) : '';
	return typeof found === 'string' ? null : found.key.reveal();
}

/** Deletes `CHENYU_API_KEY`, so that child processes do not inherit it. Returns its value; empty if it was not set. */
export function takeKeyVariable(env: MutableEnvironment): string {
	const value = env[variableName] ?? '';
	delete env[variableName];
	return value;
}

/** Returns whether a text is a valid key: only visible ASCII, because the key is sent in an HTTP header. */
function isKey(text: string): boolean {
	return /^[\u0021-\u007E]+$/.test(text);
}

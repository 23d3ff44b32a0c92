import {closeSync, constants, fstatSync, openSync, readSync, type Stats} from 'node:fs';
import type {Messages} from '../i18n/index.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import {ApiKey} from './api-key.ts';

/** An environment whose variables can be removed, like `process.env`. */
export type MutableEnvironment = Record<string, string | undefined>;

/** The option or the setting that names the key file. */
export type KeyFileName = '--api-key-file' | '"apiKeyFile"';

/** The file with the key for the base URL. */
export type KeyChoice = {
	/** Null if there is none, or if it is for another base URL (`keyFor`). */
	readonly keyFile: {
		readonly path: string;
		readonly name: KeyFileName;
		/**
		 * Whether it takes precedence over `CHENYU_API_KEY`: a profile with its own base URL uses its own key file, so that
		 * the key of another account is not sent there.
		 */
		readonly overridesVariable: boolean;
	} | null;
	/** The origin of the config's key file, if the file is not used because another origin is in use; else null. */
	readonly keyFor: string | null;
	/** The active profile; null without one. */
	readonly profile: string | null;
};

export type FoundKey = {
	readonly key: ApiKey;
	readonly source: 'CHENYU_API_KEY' | KeyFileName;
	/** Lines for stderr. */
	readonly warnings: readonly string[];
};

const variableName = 'CHENYU_API_KEY';
/** In bytes. Keys have some dozens of characters. */
const maxKeyFile = 65_536;
/** Matches the paths of pipes that are already open. */
const isOpenDescriptor = /^\/(?:dev\/(?:fd\/\d+|stdin)|proc\/(?:self|\d+)\/fd\/\d+)$/;
/** Long enough to type a passphrase for the program that writes the key to a pipe. */
const pipeTimeoutMs = 60_000;
const pipePauseMs = 20;

/**
 * Finds the key: the environment first, then the first line of the key file. Returns an error message without a usable key.
 * Blocks while it reads the file, which may be an open pipe.
 * @param variable The value of `CHENYU_API_KEY`; empty if it is not set.
 */
export function findKey(
	variable: string,
	{keyFile, keyFor, profile}: KeyChoice,
	{config, usage: {key: words}}: Messages,
): FoundKey | string {
	const value = variable.trim();

	if (value !== '' && keyFile?.overridesVariable !== true) {
		return isKey(value)
			? {key: new ApiKey(value), source: variableName, warnings: []}
			: words.malformed(variableName);
	}

	if (keyFile === null) {
		return keyFor === null ? words.missing : config.keyElsewhere(cleanName(keyFor));
	}

	const {name, path} = keyFile;
	const content = readKeyFile(path);

	if (content.kind !== 'text') {
		return content.kind === 'unreadable'
			? words.unreadable(name, cleanProse(content.why))
			: words[content.kind](name);
	}

	const line =
		content.text
			.trim()
			.split(/[\r\n]/, 1)[0]
			?.trim() ?? '';

	if (line === '') {
		return words.empty(name);
	}

	return isKey(line)
		? {
				key: new ApiKey(line),
				source: name,
				warnings: [
					...(value !== '' && profile !== null ? [config.keyNotUsed(cleanName(profile))] : []),
					...(content.exposedMode === null ? [] : [words.exposed(name, content.exposedMode)]),
				],
			}
		: words.malformed(words.keyFile(name));
}

/** Removes the key's variable from the environment, so that no child process has it. Returns its value; empty if it was not set. */
export function takeKeyVariable(env: MutableEnvironment): string {
	const value = env[variableName] ?? '';
	delete env[variableName];
	return value;
}

/** A key is sent in a header, so it must be visible ASCII. */
function isKey(text: string): boolean {
	return /^[\u0021-\u007E]+$/.test(text);
}

type KeyFile =
	| {readonly kind: 'text'; readonly text: string; readonly exposedMode: string | null}
	/** `noFile`: neither a file nor an open pipe. `slow`: a pipe that did not end in time. */
	| {readonly kind: 'huge' | 'noFile' | 'slow'}
	/** `why` is an error code of the system, like `ENOENT`. */
	| {readonly kind: 'unreadable'; readonly why: string};

/**
 * Reads a regular file, or a pipe that the shell has opened, as for `<(pass show key)`. Reading anything else might never
 * end, for example a named pipe without a writer.
 */
function readKeyFile(file: string): KeyFile {
	let descriptor: number | null = null;

	try {
		descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		const status = fstatSync(descriptor);

		if (!status.isFile() && !(status.isFIFO() && isOpenDescriptor.test(file))) {
			return {kind: 'noFile'};
		}

		const content = readWhole(descriptor);
		return typeof content === 'string'
			? {kind: content}
			: {kind: 'text', text: content.toString('utf8'), exposedMode: exposure(status)};
	} catch (error) {
		// The error's message contains the path, which may be a misplaced key.
		const {code, name} = error as NodeJS.ErrnoException;
		return {kind: 'unreadable', why: code ?? name};
	} finally {
		if (descriptor !== null) {
			closeSync(descriptor);
		}
	}
}

function readWhole(descriptor: number): Buffer | 'huge' | 'slow' {
	const buffer = Buffer.alloc(maxKeyFile + 1);
	let length = 0;
	let waitedMs = 0;

	// A pipe may deliver its content in pieces.
	while (length < buffer.length) {
		try {
			const read = readSync(descriptor, buffer, length, buffer.length - length, null);

			if (read === 0) {
				return buffer.subarray(0, length);
			}

			length += read;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
				throw error;
			}

			if (waitedMs >= pipeTimeoutMs) {
				return 'slow';
			}

			// No bytes have arrived yet.
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pipePauseMs);
			waitedMs += pipePauseMs;
		}
	}

	return 'huge';
}

/** Returns the mode of a file that other users can read or write; null if none can. */
function exposure(status: Stats): string | null {
	const mode = status.mode & 0o777;
	// On Windows every file has a mode that is open to all.
	const exposed = process.platform !== 'win32' && status.isFile() && (mode & 0o077) !== 0;
	return exposed ? mode.toString(8).padStart(3, '0') : null;
}

import {closeSync, constants, fstatSync, openSync, readSync, type Stats} from 'node:fs';
import type {Messages} from '../i18n/index.ts';
import {cleanProse} from '../core/text/sanitize.ts';
import {ApiKey} from './api-key.ts';

/** An environment whose variables can be removed, like `process.env`. */
export type MutableEnvironment = Record<string, string | undefined>;

/** How a key file is named: by the option, or in the config. */
export type KeyFileName = '--api-key-file' | '"apiKeyFile"';

export type KeyResult =
	| {
			readonly kind: 'key';
			readonly key: ApiKey;
			/** Where it came from; the value itself is never shown. */
			readonly source: 'CHENYU_API_KEY' | KeyFileName;
			/** One line for stderr: other users can access the key file. */
			readonly warning: string | null;
	  }
	/** One line for stderr: the error and its remedy. Exit code 3. */
	| {readonly kind: 'wrong'; readonly message: string; readonly exitCode: 3};

const variable = 'CHENYU_API_KEY';
/** In bytes. Keys have some dozens of characters. */
const maxKeyFile = 65_536;
/** The paths of pipes that are already open. */
const isOpenDescriptor = /^\/(?:dev\/(?:fd\/\d+|stdin)|proc\/(?:self|\d+)\/fd\/\d+)$/;
/** The maximum time to wait for the program that writes the key to a pipe. It may request a passphrase first. */
const pipeTimeoutMs = 60_000;
const pipePauseMs = 20;

/**
 * Finds the key: the environment first, then the first line of the key file. The variable is taken out of `env`, so
 * that no child process and no report of a crash carries it. Blocks while it reads the file, which may be an open pipe.
 */
export function readKey(
	env: MutableEnvironment,
	file: string | null,
	{usage}: Pick<Messages, 'usage'>,
	name: KeyFileName = '--api-key-file',
): KeyResult {
	const sentences = usage.key;
	const fromEnvironment = takeKeyVariable(env).trim();

	if (fromEnvironment !== '') {
		return judgeKey(fromEnvironment, variable, null, sentences);
	}

	if (file === null) {
		return wrong(sentences.missing);
	}

	const content = readKeyFile(file);

	if (content.kind === 'unreadable') {
		return wrong(sentences.unreadable(name, cleanProse(content.why)));
	}

	if (content.kind !== 'text') {
		return wrong(sentences[content.kind](name));
	}

	const [line = ''] = content.text.trim().split(/[\r\n]/, 1);

	if (line === '') {
		return wrong(sentences.empty(name));
	}

	const {exposedMode} = content;
	const warning = exposedMode === null ? null : sentences.exposed(name, exposedMode);
	return judgeKey(line.trim(), name, warning, sentences);
}

/** Removes the key's variable from the environment and returns its value; empty if it was not set. */
export function takeKeyVariable(env: MutableEnvironment): string {
	const value = env[variable] ?? '';
	delete env[variable];
	return value;
}

/** A key is sent in a header, so it must be visible ASCII. */
function judgeKey(
	text: string,
	source: 'CHENYU_API_KEY' | KeyFileName,
	warning: string | null,
	sentences: Messages['usage']['key'],
): KeyResult {
	if (/^[\u0021-\u007E]+$/.test(text)) {
		return {kind: 'key', key: new ApiKey(text), source, warning};
	}

	return wrong(sentences.malformed(source === variable ? variable : sentences.keyFile(source)));
}

function wrong(message: string): KeyResult {
	return {kind: 'wrong', message, exitCode: 3};
}

type KeyFile =
	| {readonly kind: 'text'; readonly text: string; readonly exposedMode: string | null}
	/** Too large for a key; neither a file nor an open pipe; or a pipe that did not end in time. */
	| {readonly kind: 'huge' | 'noFile' | 'slow'}
	/** The system's own code, like `ENOENT`. */
	| {readonly kind: 'unreadable'; readonly why: string};

/**
 * Reads a regular file, or a pipe that the shell has opened, as for `<(pass show key)`. Anything else may never end, or
 * never begin: a named pipe has no writer until somebody opens it.
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
		// Not the error's message: it repeats the path, and a key may have been put in its place.
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

	// A pipe gives its content in pieces.
	while (length < buffer.length) {
		const read = readNow(descriptor, buffer, length);

		if (read === 0) {
			return buffer.subarray(0, length);
		}

		if (read === null && waitedMs >= pipeTimeoutMs) {
			return 'slow';
		}

		length += read ?? 0;
		waitedMs += read === null ? pipePauseMs : 0;
	}

	return 'huge';
}

/** Returns the number of bytes read; 0 at the end; null, after a short pause, if none have arrived yet. */
function readNow(descriptor: number, buffer: Buffer, offset: number): number | null {
	try {
		return readSync(descriptor, buffer, offset, buffer.length - offset, null);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
			throw error;
		}

		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pipePauseMs);
		return null;
	}
}

/** The mode of a file that other users can read or write; null if none can. */
function exposure(status: Stats): string | null {
	const mode = status.mode & 0o777;
	// Windows keeps permissions elsewhere and shows every file as open to all.
	const exposed = process.platform !== 'win32' && status.isFile() && (mode & 0o077) !== 0;
	return exposed ? mode.toString(8).padStart(3, '0') : null;
}

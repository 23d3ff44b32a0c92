import assert from 'node:assert/strict';
import test from 'node:test';
import {scanArguments} from '../../source/config/arguments.ts';
import {immediateOutput} from '../../source/config/help-text.ts';
import type {Options} from '../../source/config/options.ts';
import {parseOptions, type ParsedCommandLine} from '../../source/config/parse-options.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import type {FileExposure} from '../../source/storage/own-folder.ts';
import type {Environment} from '../../source/terminal/platform.ts';

/** The path of the config in these tests. */
export const path = '/home/u/.config/chenyu-top/config.json';

/** The default is no config file, an empty environment, and a terminal for input and output. */
export type Setup = {
	/** The content of the config file: text, or any other value, which is written as JSON. */
	readonly config?: unknown;
	readonly argv?: readonly string[];
	readonly env?: Environment;
	readonly stdin?: boolean;
	readonly stdout?: boolean;
	readonly exposure?: Partial<FileExposure>;
};

/** Returns the request or an error message. */
export function parse({
	config,
	argv = [],
	env = {},
	stdin = true,
	stdout = true,
	exposure = {},
}: Setup): ParsedCommandLine | string {
	const text = typeof config === 'string' ? config : JSON.stringify(config, null, '\t');
	return parseOptions({
		argv,
		env: {HOME: '/home/u', ...env},
		messagesFor,
		stdinIsTerminal: stdin,
		stdoutIsTerminal: stdout,
		config:
			config === undefined
				? {path, kind: 'none'}
				: {path, kind: 'text', text, exposure: () => ({mode: null, writable: null, ...exposure})},
	});
}

export function requestOf(setup: Setup): ParsedCommandLine {
	const parsed = parse(setup);
	assert.ok(typeof parsed !== 'string', JSON.stringify(parsed));
	return parsed;
}

export function optionsOf(argv: readonly string[], setup?: Setup): Options {
	return requestOf({...setup, argv}).options;
}

export function errorOf(setup: Setup): string {
	const parsed = parse(setup);
	assert.ok(typeof parsed === 'string', JSON.stringify(parsed));
	return parsed;
}

/** Returns the error message for an invalid command line. Asserts that the message has only one line. */
export function usageErrorOf(argv: readonly string[], setup?: Setup): string {
	const error = errorOf({...setup, argv});
	assert.doesNotMatch(error, /[\n\r]/);
	return error;
}

/** Tests that each command line, which `before` starts, is refused with such a message, and with one in Chinese. */
export function testUsageErrors(
	faults: ReadonlyArray<readonly [argv: readonly string[], says: RegExp]>,
	before: readonly string[] = [],
): void {
	test('a usage error is reported in one line, in the language of the user', () => {
		for (const [words, says] of faults) {
			const argv = [...before, ...words];
			assert.match(usageErrorOf(argv), says);
			assert.match(usageErrorOf(argv, {env: {LANG: 'zh_CN'}}), /[\u4E00-\u9FFF]/);
		}
	});
}

/** Returns the error message for an invalid config, without its path. */
export function configErrorOf(config: unknown, env: Environment = {}): string {
	return usageErrorOf([], {config, env}).replace(`${path}: `, '');
}

/** Returns the output of `--help` or `--version`; null if there is none. */
export function immediateText(...argv: readonly string[]): string | null {
	return immediateOutput(scanArguments(argv), {}, '1.2.3')?.text ?? null;
}

import assert from 'node:assert/strict';
import type {Environment} from '../../source/terminal/environment.ts';
import {parseOptions, type ParsedOptions, type Request} from '../../source/config/parse-options.ts';

/** The path of the config in these tests. */
export const path = '/home/u/.config/chenyu-top/config.json';

export type ConfigSetup = {
	/** The content of the file: text, or any other value, which is written as JSON. */
	readonly config?: unknown;
	readonly argv?: readonly string[];
	readonly env?: Environment;
};

/** Parses a command line on a terminal, with a config file. */
export function parseWith({config, argv = [], env = {}}: ConfigSetup): ParsedOptions {
	return parseOptions({
		argv,
		env: {HOME: '/home/u', ...env},
		stdinIsTerminal: true,
		stdoutIsTerminal: true,
		version: '1.2.3',
		config:
			config === undefined
				? {path, kind: 'none'}
				: {
						path,
						kind: 'text',
						text: typeof config === 'string' ? config : JSON.stringify(config, null, '\t'),
					},
	});
}

/** The parsed request; fails if there is an error. */
export function requestOf(setup: ConfigSetup): Request {
	const parsed = parseWith(setup);
	assert.equal(parsed.kind, 'options', JSON.stringify(parsed));
	return parsed;
}

/** The error message for an invalid config, without its path. */
export function faultOf(config: unknown, env: Environment = {}): string {
	const parsed = parseWith({config, env});
	assert.equal(parsed.kind, 'wrong', JSON.stringify(parsed));
	assert.equal(parsed.exitCode, 2);
	assert.doesNotMatch(parsed.message, /[\n\r]/);
	return parsed.message.replace(`${path}:`, '');
}

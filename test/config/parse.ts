import assert from 'node:assert/strict';
import {immediateOutput, type ImmediateOutput} from '../../source/config/immediate-output.ts';
import type {Options} from '../../source/config/options.ts';
import type {Environment} from '../../source/terminal/environment.ts';
import {parseOptions, type ParsedOptions} from '../../source/config/parse-options.ts';

/** What is not there is an empty environment and a terminal on both sides. */
export type Setup = {
	readonly env?: Environment;
	readonly stdin?: boolean;
	readonly stdout?: boolean;
};

/** Reads a command line, as the door does. */
export function parse(
	argv: readonly string[],
	{env = {}, stdin = true, stdout = true}: Setup = {},
): ImmediateOutput | ParsedOptions {
	const version = '1.2.3';
	return (
		immediateOutput({argv, env, version}) ??
		parseOptions({argv, env, stdinIsTerminal: stdin, stdoutIsTerminal: stdout, version})
	);
}

/** The options of a command line that is right. */
export function optionsOf(argv: readonly string[], setup?: Setup): Options {
	const parsed = parse(argv, setup);
	assert.equal(parsed.kind, 'options', JSON.stringify(parsed));
	return parsed.options;
}

/** The sentence about a command line that is wrong. */
export function wrongOf(argv: readonly string[], setup?: Setup): string {
	const parsed = parse(argv, setup);
	assert.equal(parsed.kind, 'wrong', JSON.stringify(parsed));
	assert.equal(parsed.exitCode, 2);
	assert.doesNotMatch(parsed.message, /[\n\r]/);
	return parsed.message;
}

/** What is printed instead of a watch. */
export function textOf(parsed: ReturnType<typeof parse>): string {
	assert.ok(parsed.kind === 'help' || parsed.kind === 'version', JSON.stringify(parsed));
	return parsed.text;
}

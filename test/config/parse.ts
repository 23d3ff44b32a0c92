import assert from 'node:assert/strict';
import {immediateOutput, type ImmediateOutput} from '../../source/config/immediate-output.ts';
import type {Options} from '../../source/config/options.ts';
import type {Environment} from '../../source/terminal/environment.ts';
import {parseOptions, type ParsedOptions} from '../../source/config/parse-options.ts';

/** The default is an empty environment, and a terminal for input and output. */
export type Setup = {
	readonly env?: Environment;
	readonly stdin?: boolean;
	readonly stdout?: boolean;
};

/** Parses a command line like `cli.tsx`. */
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

/** The parsed options; fails if there is an error. */
export function optionsOf(argv: readonly string[], setup?: Setup): Options {
	const parsed = parse(argv, setup);
	assert.equal(parsed.kind, 'options', JSON.stringify(parsed));
	return parsed.options;
}

/** The error message for an invalid command line. */
export function wrongOf(argv: readonly string[], setup?: Setup): string {
	const parsed = parse(argv, setup);
	assert.equal(parsed.kind, 'wrong', JSON.stringify(parsed));
	assert.equal(parsed.exitCode, 2);
	assert.doesNotMatch(parsed.message, /[\n\r]/);
	return parsed.message;
}

/** The text of `--help` or `--version`. */
export function textOf(parsed: ReturnType<typeof parse>): string {
	assert.ok(parsed.kind === 'help' || parsed.kind === 'version', JSON.stringify(parsed));
	return parsed.text;
}

import {enableCompileCache} from 'node:module';
import {firstAnswer} from './source/config/first-answer.ts';
import {isUtf8} from './source/config/locale-language.ts';
import {print} from './source/report/standard-output.ts';
import {leaveNow} from './source/session/leave-now.ts';
import {ownFolder} from './source/config/own-folder.ts';
import packageFile from './package.json' with {type: 'json'};

/**
 * The door: what was typed is judged here, and only what is wanted is loaded. The exit code is set and the process left
 * to end by itself, since leaving at once would cut off what a slow reader has not taken yet. Only what the system
 * does not answer is not waited for.
 */
const {version} = packageFile;
/** With nothing more to do it ends by itself sooner, in milliseconds. */
const grace = 500;
const {argv, env, stdin, stdout, stderr} = process;
const words = argv.slice(2);
// What cannot be written there can be reported nowhere, and is no reason to stop.
stderr.on('error', () => undefined);

if (!isUtf8(env)) {
	const {inAscii, jsonInAscii, writeInAscii} = await import('./source/terminal/output/ascii.ts');
	const toAscii = words.includes('--json') ? jsonInAscii : inAscii;

	// What is no terminal gets UTF-8 in every locale.
	for (const [stream, convert] of [[stdout, toAscii] as const, [stderr, inAscii] as const]) {
		if (stream.isTTY) {
			writeInAscii(stream, convert);
		}
	}
}

const response = firstAnswer({argv: words, env, version});

if (response === null) {
	const cache = ownFolder('cache', env, process.platform);

	// What is loaded from here on is compiled once and kept.
	if (cache !== null) {
		enableCompileCache(cache);
	}

	const {loadConfig, parseOptions, run} = await import('./source/session/begin.ts');
	const parsed = parseOptions({
		argv: words,
		env,
		stdinIsTerminal: stdin.isTTY,
		stdoutIsTerminal: stdout.isTTY,
		version,
		config: loadConfig(env, process.platform),
	});

	if (parsed.kind === 'wrong') {
		stderr.write(parsed.message.replaceAll(/^/gm, 'chenyu-top: ') + '\n');
		process.exitCode = parsed.exitCode;
	} else if (parsed.subcommand !== null) {
		const {response: answerBy} = await import('./source/commands/subcommands.ts');
		process.exitCode = await answerBy(parsed, parsed.subcommand, version);
	} else {
		process.exitCode = await run(parsed, version);
		setTimeout(leaveNow, grace, process.exitCode).unref();
	}
} else {
	process.exitCode = await print(response.text, response);
}

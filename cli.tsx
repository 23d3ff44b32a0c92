import {parseOptions} from './source/config/parse-options.ts';
import packageFile from './package.json' with {type: 'json'};

/**
 * The door: what was typed is judged here, and only what is wanted is loaded. The exit code is set and the process left
 * to end by itself, since leaving at once would cut off what a slow reader has not taken yet.
 */
const {version} = packageFile;
const {argv, env, stdin, stdout, stderr} = process;
const parsed = parseOptions({
	argv: argv.slice(2),
	env,
	stdinIsTerminal: stdin.isTTY,
	stdoutIsTerminal: stdout.isTTY,
	version,
});

switch (parsed.kind) {
	case 'help':
	case 'version': {
		stdout.write(`${parsed.text}\n`);
		break;
	}

	case 'wrong': {
		stderr.write(`chenyu-top: ${parsed.message}\n`);
		process.exitCode = parsed.exitCode;
		break;
	}

	case 'options': {
		const {run} = await import('./source/session/run.ts');
		process.exitCode = await run(parsed.options, version);
		break;
	}
}

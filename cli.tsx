import {enableCompileCache} from 'node:module';
import packageFile from './package.json' with {type: 'json'};
import {scanArguments} from './source/config/arguments.ts';
import {isUtf8} from './source/config/environment.ts';
import {immediateOutput} from './source/config/help-text.ts';
import {systemClock} from './source/core/time/clock.ts';
import {print} from './source/events/standard-output.ts';
import {makeFolder, ownFolder} from './source/storage/own-folder.ts';
import {writeWithoutBlocking} from './source/terminal/output/terminal-stream.ts';
import {exitNow, platform, searchOnlyPath} from './source/terminal/platform.ts';

const {version} = packageFile;
/** How long a timer or socket may keep the process alive after the session. */
const maxLingerMs = 500;
const {argv, env, stdout, stderr} = process;
const args = argv.slice(2);
searchOnlyPath(env);
// Ignores errors of stderr, because no other stream could report them.
stderr.on('error', () => undefined);
writeWithoutBlocking([stdout, stderr], systemClock);

if (!isUtf8(env)) {
	const {inAscii, jsonInAscii, writeInAscii} = await import('./source/terminal/output/ascii.ts');
	const toAscii = args.includes('--json') ? jsonInAscii : inAscii;

	// Files and pipes get UTF-8 in every locale.
	for (const [stream, convert] of [[stdout, toAscii] as const, [stderr, inAscii] as const]) {
		if (stream.isTTY) {
			writeInAscii(stream, convert);
		}
	}
}

const given = scanArguments(args);
const immediate = immediateOutput(given, env, version);

if (immediate === null) {
	const cache = ownFolder('cache', env, platform);

	if (cache !== null) {
		try {
			makeFolder(cache);
			enableCompileCache(cache);
		} catch {
			// A start without a cache only takes longer.
		}
	}

	const {startSession} = await import('./source/session/start-session.ts');
	// Lets the process end by itself: `process.exit` would drop output that a slow consumer has not read yet.
	process.exitCode = await startSession(args, version);
	setTimeout(exitNow, maxLingerMs, process.exitCode).unref();
} else {
	process.exitCode = await print(immediate.text, immediate);
}

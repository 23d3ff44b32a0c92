import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {temporaryFolder, type Scope, type TestEnvironment} from '../helpers/program.ts';

/** How long turns of the event loop took, in milliseconds of CPU time, and the memory in bytes. */
export type LoopDelays = {
	readonly most: number;
	readonly p99: number;
	readonly rss: number;
	readonly maxRss: number;
	readonly samples: number;
};

const preload = pathToFileURL(join(import.meta.dirname, 'terminal', 'loop-delay.ts')).href;

/**
 * Returns `env`, the environment for a program whose event loop is to be measured, and `delays`, which reads the
 * result after the program has exited.
 */
export function measureLoop(scope: Scope, env: TestEnvironment) {
	const file = join(temporaryFolder(scope), 'loop.json');
	return {
		env: {...env, NODE_OPTIONS: `--import=${preload}`, CAMPAIGN_LOOP: file},
		delays: () => JSON.parse(readFileSync(file, 'utf8')) as LoopDelays,
	};
}

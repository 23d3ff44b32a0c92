import {spawn, type ChildProcess} from 'node:child_process';
import {watch} from 'node:fs';
import {join} from 'node:path';
import {projectRoot as root} from './bundle.ts';

/**
 * The demo, which this script (`npm run dev`) builds and starts. When a source file changes, the script builds and
 * restarts it. The script passes its own arguments on (`npm run dev -- --lang zh`), and ends when the demo ends.
 */
const program = [join(root, 'dist', 'chenyu-top.js'), '--demo', ...process.argv.slice(2)];
/** The build starts this long after the last change, because an editor writes a file in several steps. */
const settleMs = 100;

let demo: ChildProcess | null = null;
let building = false;
let timer: NodeJS.Timeout | undefined;

function start(): void {
	const started = spawn(process.execPath, program, {stdio: 'inherit'});
	demo = started;
	started.once('exit', code => {
		// A restart has already replaced `demo`.
		if (demo === started) {
			process.exit(code ?? 0);
		}
	});
}

async function restart(): Promise<void> {
	if (building) {
		return;
	}

	building = true;
	const build = spawn(process.execPath, [join(root, 'build', 'index.ts')], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const code = await new Promise(resolve => {
		build.once('exit', resolve);
	});
	building = false;

	// The build has reported its error. The running program stays.
	if (code !== 0) {
		return;
	}

	const last = demo;
	demo = null;

	if (last === null) {
		start();
	} else {
		last.once('exit', start);
		last.kill();
	}
}

for (const path of ['source', 'cli.tsx', 'build']) {
	watch(join(root, path), {recursive: true}, () => {
		clearTimeout(timer);
		timer = setTimeout(() => void restart(), settleMs);
	});
}

await restart();

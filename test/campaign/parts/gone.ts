import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {node, program, root, testEnvironment, type Scope} from '../../helpers/program.ts';
import {inParallel, scoped, type Part} from '../part.ts';
import {startServices} from '../terminal/services.ts';
import {apiKey} from '../terminal/shell.ts';

const whole = 60;
const atOnce = 2;
/** Within this time after its terminal the program is gone too. */
const patience = 2000;
const startingTime = 15_000;
const betweenLooks = 20;

/** How the program is started, and so how it hears that its terminal is gone. */
const starts: Readonly<Record<string, string>> = {
	'by SIGHUP': 'echo "pid $$;"; exec "$@"',
	// In a session of its own no signal comes: reading and writing fail, and that is all.
	'by EIO alone': 'exec 3<&0; setsid sh -c \'echo "pid $$;"; exec "$@"\' sh "$@" <&3 & wait',
	'though SIGHUP is ignored': 'trap "" HUP; echo "pid $$;"; exec "$@"',
};

const keys: readonly string[] = ['', '?', '/a', '3', 'i', 'z', 'P'];

/** The terminal goes away under the program: it is gone within two seconds, and so is everything that it started (D3). */
export const gone: Part = {
	name: 'gone',
	whole,
	async run({share, chance, results, figure}) {
		let slowest = 0;

		await scoped(async scope => {
			const {answering, silent} = await startServices(scope);
			const cases = Array.from({length: share(whole)}, (_, nth) => nth);

			await inParallel(cases, atOnce, async nth => {
				const names = Object.keys(starts);
				const start = names[nth % names.length] ?? '';
				const args = chance.happens(0.2) ? silent : answering;
				const typed = chance.pick(keys);
				await results.caseAsync(`${start} after ${typed}`, async () => {
					await scoped(async inner => {
						const took = await loseTerminal(inner, starts[start] ?? '', args, typed);
						slowest = Math.max(slowest, took);
					});
				});
			});
		});
		figure('slowest end in ms', Math.round(slowest));
	},
};

async function loseTerminal(
	scope: Scope,
	script: string,
	args: readonly string[],
	typed: string,
): Promise<number> {
	const owner = spawn(
		node,
		[
			join(import.meta.dirname, '..', 'terminal', 'pty-owner.ts'),
			'sh',
			'-c',
			script,
			'sh',
			node,
			program(),
			...args,
		],
		{
			cwd: root,
			env: testEnvironment({CHENYU_API_KEY: apiKey}),
			stdio: ['pipe', 'pipe', 'inherit'],
		},
	);
	scope.after(() => {
		owner.kill('SIGKILL');
	});
	const written = await waitFor(owner, /pid \d+;[^]*┌/);
	const [, pid] = /pid (\d+);/.exec(written) ?? [];
	scope.after(() => {
		kill(Number(pid));
	});
	owner.stdin?.write(typed);
	await setTimeout(typed === '' ? 0 : 200);
	const began = performance.now();
	owner.kill('SIGKILL');

	while (isAlive(Number(pid))) {
		assert.ok(performance.now() - began < patience, `it lives on after ${patience} ms`);
		await setTimeout(betweenLooks);
	}

	return performance.now() - began;
}

async function waitFor(owner: ChildProcess, wanted: RegExp): Promise<string> {
	let written = '';

	return new Promise((resolve, reject) => {
		owner.stdout?.on('data', (chunk: Buffer) => {
			written += chunk.toString();

			if (wanted.test(written)) {
				resolve(written);
			}
		});
		owner.once('exit', () => {
			reject(new Error(`it ended: ${written}`));
		});
		AbortSignal.timeout(startingTime).addEventListener('abort', () => {
			reject(new Error(`there is no frame: ${JSON.stringify(written.slice(0, 300))}`));
		});
	});
}

/** Whether it runs; what is dead and not yet buried does not. */
function isAlive(pid: number): boolean {
	try {
		return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}

function kill(pid: number): void {
	if (pid > 1 && isAlive(pid)) {
		process.kill(pid, 'SIGKILL');
	}
}

import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {apiKey} from '../../e2e/key.ts';
import {node, program, root, testEnvironment, type Scope} from '../../helpers/program.ts';
import {runCases, type Part} from '../part.ts';
import {startServices} from '../terminal/services.ts';

const whole = 60;
const maxEndMs = 2000;
const startTimeoutMs = 15_000;

/** Scripts that start the program, by how it learns that the terminal is closed. */
const starts: Readonly<Record<string, string>> = {
	'by SIGHUP': 'echo "pid $$;"; exec "$@"',
	// A process in another session gets no signal. Only its reads and writes fail.
	'by EIO alone': 'exec 3<&0; setsid sh -c \'echo "pid $$;"; exec "$@"\' sh "$@" <&3 & wait',
	'though SIGHUP is ignored': 'trap "" HUP; echo "pid $$;"; exec "$@"',
};

const keys: readonly string[] = ['', '?', '/a', '3', 'i', 'z', 'P'];

/** Asserts that the program ends within two seconds after its terminal is closed (D3). */
export const part: Part = {
	whole,
	async run(context) {
		const {chance, share, scope: outer} = context;
		const {responding, silent} = await startServices(outer);
		const cases = Array.from({length: share(whole)}, (_, nth) => {
			const [name, script] = Object.entries(starts)[nth % Object.keys(starts).length] ?? ['', ''];
			const args = chance.happens(0.2) ? silent : responding;
			return {name, script, args, typed: chance.pick(keys)};
		});
		let slowest = 0;

		await runCases(
			{...context, share: count => count},
			cases,
			{limit: 2, nameOf: ({name, typed}) => `${name} after ${typed}`},
			async (scope, {script, args, typed}) => {
				const took = await closeTerminal(scope, script, args, typed);
				slowest = Math.max(slowest, took);
			},
		);
		context.figure('slowest end in ms', Math.round(slowest));
	},
};

/**
 * Starts the program, types `typed`, and closes the terminal. Returns the milliseconds from then until the program
 * has ended.
 */
async function closeTerminal(
	scope: Scope,
	script: string,
	args: readonly string[],
	typed: string,
): Promise<number> {
	const ownerScript = join(import.meta.dirname, '..', 'terminal', 'pty-owner.ts');
	const owner = spawn(node, [ownerScript, 'sh', '-c', script, 'sh', node, program(), ...args], {
		cwd: root,
		env: testEnvironment({CHENYU_API_KEY: apiKey}),
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	scope.after(() => {
		owner.kill('SIGKILL');
	});
	const written = await waitFor(owner, /pid \d+;[^]*┌/);
	const pid = Number(/pid (\d+);/.exec(written)?.[1]);
	scope.after(() => {
		if (pid > 1 && isAlive(pid)) {
			process.kill(pid, 'SIGKILL');
		}
	});
	owner.stdin?.write(typed);
	await setTimeout(typed === '' ? 0 : 200);
	const began = performance.now();
	owner.kill('SIGKILL');

	while (isAlive(pid)) {
		assert.ok(performance.now() - began < maxEndMs, `it lives after ${maxEndMs} ms`);
		await setTimeout(20);
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
		AbortSignal.timeout(startTimeoutMs).addEventListener('abort', () => {
			reject(new Error(`there is no frame: ${JSON.stringify(written.slice(0, 300))}`));
		});
	});
}

/** Whether a process runs and is no zombie. */
function isAlive(pid: number): boolean {
	try {
		return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {buffer} from 'node:stream/consumers';
import {node} from '../helpers/program.ts';
import type {Place, Setting} from './place.ts';
import {withIds} from './runs.ts';
import {startService} from './service.ts';

/** Command lines that are run one after the other in one home folder. */
export type LineCase = Setting & {
	readonly name: string;
	readonly lines: readonly string[];
	/** The content of stdin. A request in JSON with an id is answered before the next line is written. */
	readonly input: string;
};

/** A command line that runs longer, in ms, is killed. */
const limitMs = 300_000;

export const clockModule = join(import.meta.dirname, 'clock.ts');

/** Runs the command lines and returns what they print, with the exit codes. */
export async function runLines(
	{lines, input, ...setting}: LineCase,
	program: string,
	place: Place,
): Promise<string> {
	const service = await startService(setting.account);
	const env = place.prepare(setting, service.origin);
	let kept = '';

	try {
		for (const line of lines) {
			const {code, stdout, stderr} = await run(program, argumentsOf(line), {
				env,
				input,
				cwd: place.work,
				onStart: pid => service.serve(pid),
			});
			kept += `$ chenyu-top ${line}\nexit code ${code}\n--- stdout\n${stdout}\n--- stderr\n${stderr}\n`;
		}
	} finally {
		service.close();
	}

	return `${kept}--- files\n${place.leftFiles(setting.files)}\n`;
}

type RunSetup = {
	readonly env: Readonly<Record<string, string>>;
	readonly cwd: string;
	readonly input: string;
	readonly onStart: (pid: number) => void;
};

export function argumentsOf(line: string): readonly string[] {
	return (line.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map(word => withIds(word.replaceAll('"', '')));
}

async function run(program: string, args: readonly string[], {env, cwd, input, onStart}: RunSetup) {
	const child = spawn(node, ['--import', clockModule, program, ...args], {
		cwd,
		env,
		timeout: limitMs,
		killSignal: 'SIGKILL',
	});
	onStart(child.pid ?? 0);
	const closed = once(child, 'close') as Promise<[number | null, string | null]>;
	const outputs = Promise.all([buffer(child.stdout), buffer(child.stderr)]);
	const ended = closed.then(() => 'ended');
	let seen = '';
	child.stdout.on('data', (chunk: Buffer) => {
		seen += chunk.toString();
	});
	// A program may exit without reading its input.
	child.stdin.on('error', () => undefined);

	for (const part of input.match(/.*"id":\d+.*\n|(?:(?!.*"id":\d).*\n)+/g) ?? []) {
		const id = /"id":\d+/.exec(part)?.[0] ?? '';
		child.stdin.write(withIds(part));

		let isRunning = true;

		// Waits for the reply.
		while (isRunning && !seen.includes(id)) {
			isRunning = (await Promise.race([once(child.stdout, 'data'), ended])) !== 'ended';
		}
	}

	child.stdin.end();
	const [code, signal] = await closed;
	const [stdout, stderr] = await outputs;
	return {code: signal ?? code, stdout: stdout.toString(), stderr: stderr.toString()};
}

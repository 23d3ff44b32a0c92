import {spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Duration} from '../core/time/clock.ts';
import {childEnvironment, type Environment} from './environment.ts';

export type Tool = {
	readonly command: string;
	readonly args: readonly string[];
	readonly input?: Buffer;
};

const toolTimeoutMs: Duration = 2_000;

/**
 * Runs a tool without a shell, without access to the terminal, and without the API key. Kills it after `timeout`
 * milliseconds. Resolves to whether it succeeded. Never rejects.
 */
export async function runTool(
	{command, args, input}: Tool,
	env: Environment,
	timeout = toolTimeoutMs,
): Promise<boolean> {
	const child = spawn(command, args, {
		stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
		env: {...childEnvironment(env)},
		shell: false,
		windowsHide: true,
		timeout,
		killSignal: 'SIGKILL',
	});
	// A tool that exits without reading its input causes a pipe error. The exit code decides whether the tool failed.
	child.stdin?.on('error', () => {});
	child.stdin?.end(input);
	return once(child, 'close').then(
		([code]) => code === 0,
		() => false,
	);
}

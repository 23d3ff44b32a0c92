import {node, program} from '../../helpers/program.ts';

/**
 * A shell with job control that brings its program to the front again whenever a line is typed, so many times, and
 * tells each time how the terminal is set.
 */
export function suspendArguments(times: number, args: readonly string[]): readonly string[] {
	// A loop would be left by the shell when its program stops.
	const again = 'tell; read -r line; fg > /dev/null; echo "stopped $?."\n'.repeat(times);
	const script = `
		set -m
		tell() { echo "{$(stty -a | tr -d '\\n')}"; }
		tell
		"$@"
		echo "stopped $?."
		${again}
	`;
	return ['-c', script, 'bash', node, program(), ...args];
}

import assert from 'node:assert/strict';
import {node, program, type Scope} from './program.ts';
import {openPty, type TerminalSetup, type TestTerminal} from './terminal.ts';

/** A terminal in which a shell runs the program. `pid`: the process id of the program. */
export type Shell = {readonly terminal: TestTerminal; readonly pid: number};

/**
 * Prints the terminal settings before and after the program, and the exit code. Until the program reads keys, ctrl+c
 * and ctrl+\ are signals that the shell gets too. `trap` keeps them from ending the shell.
 */
const script = `
	trap : INT QUIT
	echo "{$(stty -a)}"
	sh -c 'echo "pid $$;"; exec "$@"' sh "$@"
	code=$?
	echo "{$(stty -a)}"
	echo "code $code"
`;

export async function startInShell(scope: Scope, setup: TerminalSetup): Promise<Shell> {
	const terminal = openPty(scope, 'sh', {
		columns: 100,
		rows: 30,
		...setup,
		args: ['-c', script, 'sh', node, program(), ...(setup.args ?? [])],
	});
	await terminal.waitFor(() => /pid \d+;/.test(terminal.raw().toString()));
	const [, pid] = /pid (\d+);/.exec(terminal.raw().toString()) ?? [];
	return {terminal, pid: Number(pid)};
}

/** Asserts that the terminal is as before the program. Returns its content. */
export function assertRestored(terminal: TestTerminal, code: number): string {
	assert.equal(terminal.isAlternate(), false, 'the alternate screen is on');
	assert.equal(terminal.cursorVisible, true, 'the cursor is hidden');
	const {bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode} =
		terminal.modes;
	assert.deepEqual(
		[bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode],
		[false, 'none', false, false],
		'a mode is on',
	);
	// From the bytes, since a frame may have overwritten the settings on the screen.
	const [before = '', after = ''] = settingsIn(terminal.raw().toString());
	assert.match(before, /(?<!-)icanon.*(?<!-)echo\b/);
	assert.equal(after, before, 'the line settings differ');
	const text = terminal.scrollback().join('\n');
	assert.match(text, new RegExp(`^code ${code}$`, 'm'));
	return text;
}

/** The printed terminal settings, without the size. */
function settingsIn(written: string): readonly string[] {
	return [...written.matchAll(/\{speed[^}]+\}/g)].map(([settings]) =>
		settings.replace(/rows \d+; columns \d+/, '').replaceAll(/\s+/g, ' '),
	);
}

/**
 * Returns the arguments for a bash that runs the program. Whenever the program is suspended, bash prints the terminal
 * settings, waits for a typed line, and continues the program, `times` times in all.
 */
export function suspendArguments(times: number, args: readonly string[]): readonly string[] {
	// Bash leaves a loop when the program stops.
	const again = 'tell; read -r line; fg > /dev/null; echo "stopped $?."\n'.repeat(times);
	const jobs = `
		set -m
		tell() { echo "{$(stty -a | tr -d '\\n')}"; }
		tell
		"$@"
		echo "stopped $?."
		${again}
	`;
	return ['-c', jobs, 'bash', node, program(), ...args];
}

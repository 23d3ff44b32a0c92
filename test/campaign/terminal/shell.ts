import assert from 'node:assert/strict';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {node, program, root, type Scope} from '../../helpers/program.ts';
import {openPty, type TestTerminal} from '../../helpers/terminal.ts';
import {assertKeyless} from '../keyless.ts';
import {readTerminal} from '../terminal-grammar.ts';

export const apiKey = 'cy_campaign+terminal/73d24e68b1a0=';

/** The program in a shell that tells how the terminal is set before and after, and how it ended. */
export type Shell = {readonly terminal: TestTerminal; readonly pid: number};

export type ShellSetup = {
	readonly args: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	/** What the saboteur does when it is told. */
	readonly sabotage?: string;
	readonly cwd?: string;
	readonly hasAlternateScreen?: boolean;
};

/** A key may be pressed before the program takes it for itself; then it is a signal, which the shell is to survive. */
const script = `
	trap : INT QUIT
	echo "{$(stty -a)}"
	sh -c 'echo "pid $$;"; exec "$@"' sh "$@"
	code=$?
	echo "{$(stty -a)}"
	echo "code $code"
`;

/** Starts it, and waits until the process id is known. */
export async function startInShell(
	scope: Scope,
	{args, sabotage, columns = 100, rows = 30, cwd = root, hasAlternateScreen = true}: ShellSetup,
): Promise<Shell> {
	const saboteur = pathToFileURL(join(import.meta.dirname, 'saboteur.ts'));
	const terminal = openPty(scope, 'sh', {
		args: ['-c', script, 'sh', node, program(), ...args],
		env: {
			CHENYU_API_KEY: apiKey,
			...(sabotage !== undefined && {
				NODE_OPTIONS: `--import=${saboteur.href}`,
				CAMPAIGN_SABOTAGE: sabotage,
			}),
		},
		columns,
		rows,
		cwd,
		hasAlternateScreen,
	});
	await terminal.waitFor(() => /pid \d+;/.test(terminal.raw().toString()));
	const [, pid] = /pid (\d+);/.exec(terminal.raw().toString()) ?? [];
	return {terminal, pid: Number(pid)};
}

/** Throws where the terminal is not as it was before the program, or the program wrote what is on no list (D1, S4). */
export function assertRestored(terminal: TestTerminal, code: number): void {
	assert.equal(terminal.isAlternate(), false, 'the alternate screen is left on');
	assert.equal(terminal.cursorVisible, true, 'the cursor is hidden');
	const {bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode} =
		terminal.modes;
	assert.deepEqual(
		[bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, sendFocusMode],
		[false, 'none', false, false],
		'a mode is left on',
	);
	const text = terminal.scrollback().join('\n');
	// In the bytes, as a frame may have stood where the settings were.
	const settings =
		terminal
			.raw()
			.toString()
			.match(/\{speed[^}]+\}/g) ?? [];
	const [before = '', after = ''] = settings;
	assert.match(before, /(?<!-)icanon[^]*(?<!-)echo\b/);
	assert.equal(withoutSize(after), withoutSize(before), 'the line settings are others');
	assert.match(text, new RegExp(`^code ${code}$`, 'm'));
	assertWritten(terminal);
}

/** Throws where anything but what was printed after the screen was left is on a terminal without an alternate screen (D10). */
export function assertErased(terminal: TestTerminal): void {
	const [, ...afterEntering] = terminal.raw().toString().split('\u001B[?1049h');
	const [, ...afterLeaving] = (afterEntering.at(-1) ?? '').split('\u001B[?1049l');

	if (afterEntering.length > 0) {
		const {text} = readTerminal(afterLeaving.join(''), {sequences: true});
		const shown = withoutSpaces(terminal.screen().join(''));
		assert.ok(withoutSpaces(text).endsWith(shown), terminal.screen().join('\n'));
	}
}

/** Throws where the program wrote what is on no list, or the key. */
export function assertWritten(terminal: TestTerminal): void {
	const written = terminal.raw().toString();
	const {offences} = readTerminal(written, {sequences: true});
	assert.deepEqual(offences, []);
	assertKeyless(written, apiKey, 'what was written to the terminal');
}

function withoutSize(settings: string): string {
	return withoutSpaces(settings.replace(/rows \d+; columns \d+/, ''));
}

function withoutSpaces(text: string): string {
	return text.replaceAll(/\s+/g, '');
}

import assert from 'node:assert/strict';
import {closeSync, constants as fileConstants, openSync, writeSync} from 'node:fs';
import {constants} from 'node:os';
import {setImmediate} from 'node:timers/promises';
import {spawn, type IPty} from '@lydell/node-pty';
import {keyBytes, keysIn, type Key} from './key-bytes.ts';
import {
	hangMs,
	node,
	program,
	root,
	testEnvironment,
	type Scope,
	type TestEnvironment,
} from './program.ts';
import {VirtualScreen} from './virtual-screen.ts';

export type TerminalSetup = {
	readonly args?: readonly string[];
	/** Added to `testEnvironment`; undefined removes a variable. */
	readonly env?: TestEnvironment;
	readonly columns?: number;
	readonly rows?: number;
	readonly cwd?: string;
	/** Replaces the terminal's responses to queries, to simulate other terminals. */
	readonly response?: (reply: string) => string;
	/** False if the terminal ignores the alternate screen. */
	readonly hasAlternateScreen?: boolean;
};

/** How a program ended. The code or the signal is null. */
export type Exit = {readonly code: number | null; readonly signal: string | null};

/** A text or pattern on the screen (lines joined by newlines), or a predicate. */
type Wanted = string | RegExp | ((screen: readonly string[]) => boolean);

/**
 * The keys to press, separated by spaces (a quoted text is typed), and what the screen must then show. After an `enter`
 * that closes a prompt, this must be something that the prompt did not show: the next keys would arrive together with the
 * `enter`, which would then count as a pasted line break.
 */
export type Step = readonly [keys: string, wanted: Wanted];

/** Starts the built program in a terminal. Kills it at the end of the scope, usually the test. */
export function openTerminal(scope: Scope, setup: TerminalSetup = {}): TestTerminal {
	return openPty(scope, node, {...setup, args: [program(), ...(setup.args ?? [])]});
}

/** Starts any program, such as a shell, in a terminal. Kills it at the end of the scope. */
export function openPty(scope: Scope, file: string, setup: TerminalSetup = {}): TestTerminal {
	const terminal = new TestTerminal(file, setup);
	scope.after(() => terminal.close());
	return terminal;
}

/** A program in a real pseudoterminal whose output is drawn into cells. No method sleeps. */
export class TestTerminal extends VirtualScreen {
	/** Resolves at the end of the program, when its output is drawn. */
	readonly exit: Promise<Exit>;
	readonly #pty: IPty;
	readonly #written: Buffer[] = [];
	/** Called after every change of the screen. */
	readonly #checks = new Set<() => void>();
	#ended: Exit | null = null;

	constructor(
		file: string,
		{
			args = [],
			env = {},
			columns = 80,
			rows = 24,
			cwd = root,
			response = reply => reply,
			hasAlternateScreen = true,
		}: TerminalSetup,
	) {
		const environment = testEnvironment(env);
		const pty = spawn(file, [...args], {
			name: environment['TERM'] ?? 'dumb',
			cols: columns,
			rows,
			cwd,
			env: environment,
			encoding: null,
		});
		super(
			columns,
			rows,
			reply => {
				pty.write(response(reply));
			},
			false,
			hasAlternateScreen,
		);
		this.#pty = pty;
		pty.onData(data => {
			// Without an encoding these are buffers, unlike the declaration.
			const bytes = Buffer.from(data);
			this.#written.push(bytes);
			this.write(bytes, () => {
				this.#recheck();
			});
		});
		this.exit = new Promise(resolve => {
			pty.onExit(({exitCode, signal = 0}) => {
				const exit =
					signal === 0 ? {code: exitCode, signal: null} : {code: null, signal: signalName(signal)};
				this.write('', () => {
					this.#ended = exit;
					this.#recheck();
					resolve(exit);
				});
			});
		});
	}

	get pid(): number {
		return this.#pty.pid;
	}

	/** The visible rows without trailing spaces. */
	screen(): readonly string[] {
		return this.lines();
	}

	raw(): Buffer {
		return Buffer.concat(this.#written);
	}

	/**
	 * Waits for a screen and returns it. Ignores unfinished frames. Rejects with the current screen at the timeout or
	 * the end of the program.
	 * @param timeout Milliseconds. The default only ends a test that hangs.
	 */
	async waitFor(
		wanted: Wanted,
		{timeout = hangMs}: {readonly timeout?: number} = {},
	): Promise<readonly string[]> {
		const matches = matcher(wanted);
		const {promise, resolve, reject} = Promise.withResolvers<readonly string[]>();
		const fail = (why: string): void => {
			reject(new Error(`${why} before ${String(wanted)}; on the screen:\n${this.#screenText()}`));
		};
		const check = (): void => {
			if (this.#isDrawing) {
				return;
			}

			const screen = this.screen();

			if (matches(screen)) {
				resolve(screen);
			} else if (this.#ended !== null) {
				fail(`the program ended (${this.#ended.signal ?? this.#ended.code})`);
			}
		};
		const deadline = setTimeout(fail, timeout, `${timeout} ms passed`);
		this.#checks.add(check);

		try {
			check();
			return await promise;
		} finally {
			clearTimeout(deadline);
			this.#checks.delete(check);
		}
	}

	/**
	 * Presses keys in sequence. A program cannot distinguish `esc` and a following key from alt with that key: wait
	 * for the effect of `esc` first.
	 */
	press(...keys: readonly Key[]): void {
		for (const key of keys) {
			this.#pty.write(keyBytes(key, this.modes.applicationCursorKeysMode));
		}
	}

	/** Performs steps in sequence and returns the last screen. */
	async play(...steps: readonly Step[]): Promise<readonly string[]> {
		let screen = this.screen();

		for (const [keys, wanted] of steps) {
			for (const part of keysIn(keys)) {
				if ('key' in part) {
					this.press(part.key);
				} else {
					this.type(part.text);
				}
			}

			screen = await this.waitFor(wanted);
		}

		return screen;
	}

	type(text: string): void {
		this.#pty.write(text);
	}

	/** Pastes text, bracketed if the program enabled that. */
	paste(text: string): void {
		this.#pty.write(this.modes.bracketedPasteMode ? `\u001B[200~${text}\u001B[201~` : text);
	}

	override resize(columns: number, rows: number): void {
		super.resize(columns, rows);
		this.#pty.resize(columns, rows);
	}

	/**
	 * Takes nothing of what the program writes from now on, like a terminal whose connection hangs. Fills the buffers
	 * of the kernel and of Node, so that the next write of the program finds no room. `read` ends this.
	 */
	async hang(): Promise<void> {
		const {O_WRONLY, O_NONBLOCK, O_NOCTTY} = fileConstants;
		const file = openSync(`/proc/${this.pid}/fd/0`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
		this.#pty.pause();

		// A paused stream reads on until its buffer is full.
		for (let refused = 0; refused < 100; refused++) {
			try {
				for (;;) {
					// A terminal ignores NUL.
					writeSync(file, '\0'.repeat(4096));
					refused = 0;
				}
			} catch (error) {
				assert.equal((error as NodeJS.ErrnoException).code, 'EAGAIN');
			}

			await setImmediate();
		}

		closeSync(file);
	}

	read(): void {
		this.#pty.resume();
	}

	kill(signal: NodeJS.Signals): void {
		this.#pty.kill(signal);
	}

	/** Kills the program if it still runs, and closes the terminal. */
	async close(): Promise<void> {
		if (this.#ended === null) {
			this.#pty.kill('SIGKILL');
		}

		await this.exit;
		this.dispose();
	}

	/** Whether a synchronized update has begun and not ended. */
	get #isDrawing(): boolean {
		return this.#ended === null && this.modes.synchronizedOutputMode;
	}

	#recheck(): void {
		for (const check of this.#checks) {
			check();
		}
	}

	#screenText(): string {
		return this.screen()
			.map(line => `│${line}`)
			.join('\n');
	}
}

function matcher(wanted: Wanted): (screen: readonly string[]) => boolean {
	if (typeof wanted === 'function') {
		return wanted;
	}

	return typeof wanted === 'string'
		? screen => screen.join('\n').includes(wanted)
		: screen => wanted.test(screen.join('\n'));
}

function signalName(number: number): string {
	const found = Object.entries(constants.signals).find(([, value]) => value === number);
	return found?.[0] ?? String(number);
}

/** Matches a screen without a text. */
export function without(text: string): (screen: readonly string[]) => boolean {
	return screen => !screen.join('\n').includes(text);
}

import {spawn, type IPty} from '@lydell/node-pty';
import type {IModes} from '@xterm/headless';
import type {Cell} from './cell.ts';
import {exitOf, type Exit} from './exit.ts';
import {keyBytes, type Key} from './key-bytes.ts';
import {node, program, root, testEnvironment, type Scope, type TestEnvironment} from './program.ts';
import {hangMs} from './hang.ts';
import {VirtualScreen} from './virtual-screen.ts';
import {describe, matcher, type Wanted} from './wanted.ts';

export type TerminalSetup = {
	readonly args?: readonly string[];
	/** Added to the few variables of `testEnvironment`; an undefined one is taken out. */
	readonly env?: TestEnvironment;
	readonly columns?: number;
	readonly rows?: number;
	readonly cwd?: string;
	/** What the terminal answers instead of what it would, to questions of programs; for what it could do if it were another. */
	readonly response?: (reply: string) => string;
	/** False: the terminal ignores the switch to the alternate screen. */
	readonly hasAlternateScreen?: boolean;
};

type Waiter = {
	readonly check: () => boolean;
	readonly ended: (exit: Exit) => void;
};

/** Starts the built program in a terminal of its own. It is killed when the scope (the test) ends. */
export function openTerminal(scope: Scope, setup: TerminalSetup = {}): TestTerminal {
	return openPty(scope, node, {...setup, args: [program(), ...(setup.args ?? [])]});
}

/** The same for any program, say a shell. */
export function openPty(scope: Scope, file: string, setup: TerminalSetup = {}): TestTerminal {
	const terminal = new TestTerminal(file, setup);
	scope.after(() => terminal.close());
	return terminal;
}

/**
 * A program in a real pseudoterminal, whose bytes are drawn into cells. Nothing here waits by the clock but for its
 * deadline.
 */
export class TestTerminal {
	/** How the program ended; everything it wrote has been drawn by then. */
	readonly exit: Promise<Exit>;
	readonly #pty: IPty;
	readonly #screen: VirtualScreen;
	readonly #written: Buffer[] = [];
	readonly #waiters = new Set<Waiter>();
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
		this.#screen = new VirtualScreen(
			columns,
			rows,
			reply => {
				this.#pty.write(response(reply));
			},
			false,
			hasAlternateScreen,
		);
		this.#pty = spawn(file, [...args], {
			name: environment['TERM'] ?? 'dumb',
			cols: columns,
			rows,
			cwd,
			env: environment,
			encoding: null,
		});
		this.#pty.onData(data => {
			// Without an encoding these are bytes, whatever the declaration says.
			const bytes = Buffer.from(data);
			this.#written.push(bytes);
			this.#screen.write(bytes, () => {
				this.#recheck();
			});
		});
		this.exit = new Promise(resolve => {
			this.#pty.onExit(ended => {
				const exit = exitOf(ended);
				this.#screen.write('', () => {
					this.#end(exit);
					resolve(exit);
				});
			});
		});
	}

	get pid(): number {
		return this.#pty.pid;
	}

	get cursorVisible(): boolean {
		return this.#screen.cursorVisible;
	}

	/** The window title that the program set. */
	get title(): string {
		return this.#screen.title;
	}

	/** The modes that the program switched, like `bracketedPasteMode`. */
	get modes(): IModes {
		return this.#screen.modes;
	}

	/** What is seen: a text for each row, without the spaces at its end. */
	screen(): readonly string[] {
		return this.#screen.lines();
	}

	/** The cell in that column and row of what is seen, counted from 0. */
	cell(x: number, y: number): Cell {
		return this.#screen.cell(x, y);
	}

	/** The lines of the main screen, with those that were scrolled out. */
	scrollback(): readonly string[] {
		return this.#screen.scrollback();
	}

	isAlternate(): boolean {
		return this.#screen.isAlternate;
	}

	/** Every byte that the program wrote. */
	raw(): Buffer {
		return Buffer.concat(this.#written);
	}

	/**
	 * Waits until the screen shows what is wanted, and gives the screen. A frame that is still being drawn does not count.
	 * Rejects with the screen as it is when the time is over, or as soon as the program has ended without it.
	 * @param timeout Milliseconds. The default only ends a test that hangs, on a machine however busy.
	 */
	async waitFor(
		wanted: Wanted,
		{timeout = hangMs}: {readonly timeout?: number} = {},
	): Promise<readonly string[]> {
		const matches = matcher(wanted);

		return new Promise((resolve, reject) => {
			const settle = (): void => {
				clearTimeout(deadline);
				this.#waiters.delete(waiter);
			};

			const fail = (why: string): void => {
				settle();
				reject(new Error(`${why} before ${describe(wanted)}; on the screen:\n${this.#picture()}`));
			};

			const deadline = setTimeout(fail, timeout, `${timeout} ms passed`);
			const waiter: Waiter = {
				check: () => {
					const screen = this.screen();

					if (!matches(screen)) {
						return false;
					}

					settle();
					resolve(screen);
					return true;
				},
				ended: ({code, signal}) => {
					fail(`the program ended (${signal ?? code})`);
				},
			};
			this.#waiters.add(waiter);

			if (!this.#isDrawing && waiter.check()) {
				return;
			}

			if (this.#ended !== null) {
				waiter.ended(this.#ended);
			}
		});
	}

	/**
	 * Presses keys one after the other. A program cannot tell `esc` with a key right behind it from alt with that key:
	 * wait for what `esc` does first.
	 */
	press(...keys: readonly Key[]): void {
		for (const key of keys) {
			this.#pty.write(keyBytes(key, this.modes.applicationCursorKeysMode));
		}
	}

	/** Sends text as it is, all at once. */
	type(text: string): void {
		this.#pty.write(text);
	}

	/** Sends text as a terminal pastes it: marked as pasted where the program asked for that. */
	paste(text: string): void {
		this.#pty.write(this.modes.bracketedPasteMode ? `\u001B[200~${text}\u001B[201~` : text);
	}

	/** Draws something that the program does not know of, as another one does that writes to the same terminal. */
	async overwrite(text: string): Promise<void> {
		return new Promise(resolve => {
			this.#screen.write(text, resolve);
		});
	}

	resize(columns: number, rows: number): void {
		this.#screen.resize(columns, rows);
		this.#pty.resize(columns, rows);
	}

	kill(signal: NodeJS.Signals): void {
		this.#pty.kill(signal);
	}

	/** Ends the program if it still runs, and lets go of the terminal. */
	async close(): Promise<void> {
		if (this.#ended === null) {
			this.#pty.kill('SIGKILL');
		}

		await this.exit;
		this.#screen.dispose();
	}

	/** Whether the program said that it has begun a frame and not yet ended it. */
	get #isDrawing(): boolean {
		return this.#ended === null && this.modes.synchronizedOutputMode;
	}

	#recheck(): void {
		for (const waiter of this.#isDrawing ? [] : this.#waiters) {
			waiter.check();
		}
	}

	#end(exit: Exit): void {
		this.#ended = exit;
		this.#recheck();

		for (const waiter of this.#waiters) {
			waiter.ended(exit);
		}
	}

	#picture(): string {
		return this.screen()
			.map(line => `│${line}`)
			.join('\n');
	}
}

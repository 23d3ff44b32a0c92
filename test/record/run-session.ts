import {setTimeout as pause} from 'node:timers/promises';
import {node} from '../helpers/program.ts';
import {TestTerminal} from '../helpers/terminal.ts';
import type {Cell} from '../helpers/virtual-screen.ts';
import {isAsleep} from './asleep.ts';
import type {Place, Setting} from './place.ts';
import {argumentsOf, clockModule} from './run-lines.ts';
import {startService} from './service.ts';

/** A session in a terminal. */
export type SessionCase = Setting & {
	readonly name: string;
	readonly line: string;
	readonly columns: number;
	readonly rows: number;
	/**
	 * After each step the screen is kept. A step has, separated by spaces: keys, texts in quotes, `~`, which waits until
	 * all runs of the demo were polled, and `+20s`, which moves the clock. Polls must be paused then, or the program may
	 * find that the clock of the service differs.
	 */
	readonly steps: readonly string[];
};

/** A screen is kept when so many looks in a row found nothing new, and the program asleep. */
const quietLooks = 9;
/** One run of the demo takes 2.4 s to answer. */
const polledLooks = 110;
const lookMs = 40;
/** A screen that never rests is kept after so many looks. */
const mostLooks = 1000;

class RecordedTerminal extends TestTerminal {
	get cursorPlace(): string {
		const {cursorX, cursorY} = this.terminal.buffer.active;
		return this.cursorVisible ? `cursor ${cursorX},${cursorY}` : 'no cursor';
	}
}

/** Plays the steps and returns the screens. */
export async function runSession(
	{line, columns, rows, steps, ...setting}: SessionCase,
	program: string,
	place: Place,
): Promise<string> {
	const service = await startService(setting.account);
	const env = {...place.prepare(setting, service.origin), XDG_STATE_HOME: undefined};
	const args = ['--import', clockModule, program, ...argumentsOf(line)];
	const terminal = new RecordedTerminal(node, {args, env, columns, rows, cwd: place.work});
	service.serve(terminal.pid);
	let ended = false;
	void terminal.exit.then(() => {
		ended = true;
	});
	const rest = async (looks = quietLooks) => settle(terminal, looks, () => ended);
	let kept = `$ chenyu-top ${line} (${columns}×${rows})\n`;

	try {
		await rest(line.includes('--demo') ? polledLooks : 4 * quietLooks);
		kept += `== start\n${pictureOf(terminal, columns, rows)}\n`;

		for (const step of steps) {
			for (const key of step.match(/"[^"]+"|\S+/g) ?? []) {
				if (/^\+\d+s$/.test(key)) {
					place.setClock(Number.parseInt(key, 10));
				} else if (key === '~') {
					await rest(polledLooks);
				} else if (key.length > 1 && key.startsWith('"')) {
					terminal.type(key.slice(1, -1));
				} else {
					terminal.press(key);
				}

				await rest();
			}

			kept += `== ${step}\n${pictureOf(terminal, columns, rows)}\n`;
		}

		if (!ended) {
			terminal.press('ctrl+c');
		}

		const {code, signal} = await terminal.exit;
		kept += `== end: exit code ${signal ?? code}\n${terminal.scrollback().join('\n')}\n`;
	} finally {
		await terminal.close();
		service.close();
	}

	return `${kept}== files\n${place.leftFiles(setting.files)}\n`;
}

/**
 * Waits until the program has written all that it is going to write. A busy machine only makes this longer: looks
 * count while all threads of the program are asleep, not while one works or waits for a processor.
 */
async function settle(
	terminal: RecordedTerminal,
	wanted: number,
	hasEnded: () => boolean,
): Promise<void> {
	let quiet = 0;
	let written = -1;

	for (let looks = 0; looks < mostLooks && quiet < wanted && !hasEnded(); looks++) {
		await pause(lookMs);
		await terminal.draw();
		const {length} = terminal.raw();

		if (length !== written) {
			quiet = 0;
			written = length;
		} else if (length > 0 && !terminal.modes.synchronizedOutputMode && isAsleep(terminal.pid)) {
			quiet++;
		}
	}
}

/** The texts of the screen, then the styles of each row. */
function pictureOf(terminal: RecordedTerminal, columns: number, rows: number): string {
	const texts = terminal.screen().map(text => `│${text}`);
	const styles = Array.from({length: rows}, (_, y) => stylesOf(terminal, columns, y));
	return [
		...texts,
		`${terminal.cursorPlace}, title "${terminal.title}"`,
		...styles.filter(style => style !== ''),
	].join('\n');
}

/** For example `3: 1-40 bold, 50-52 #ff0000 on 7 dim`: the columns with a style in row 3, from 0. */
function stylesOf(terminal: RecordedTerminal, columns: number, y: number): string {
	const parts: Array<{from: number; to: number; style: string}> = [];

	for (let x = 0; x < columns; x++) {
		const style = styleOf(terminal.cell(x, y));
		const last = parts.at(-1);

		if (last?.style === style) {
			last.to = x;
		} else {
			parts.push({from: x, to: x, style});
		}
	}

	const styled = parts.filter(({style}) => style !== '');
	return styled.length === 0
		? ''
		: `${y}: ${styled.map(({from, to, style}) => `${from}-${to} ${style}`).join(', ')}`;
}

function styleOf(cell: Cell): string {
	const {foreground, background} = cell;
	return [
		...(foreground === 'default' ? [] : [foreground]),
		...(background === 'default' ? [] : [`on ${background}`]),
		...Object.entries(cell).flatMap(([name, value]) => (value === true ? [name] : [])),
	].join(' ');
}

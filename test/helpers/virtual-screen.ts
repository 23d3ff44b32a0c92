import {StringDecoder} from 'node:string_decoder';
// Node gets the CommonJS file of this package, and the linter looks into the other one.
// oxlint-disable-next-line import/default
import graphemes from '@xterm/addon-unicode-graphemes';
import xterm, {type IBuffer, type IModes} from '@xterm/headless';
import {readCell, type Cell} from './cell.ts';

/** A terminal without a window: what programs write becomes cells, by the rules of a widely used real one. */
export class VirtualScreen {
	readonly #terminal: InstanceType<typeof xterm.Terminal>;
	readonly #decoder = new StringDecoder('utf8');
	#cursorVisible = true;
	#title = '';

	/**
	 * @param response Gets what the terminal answers to the questions that programs ask terminals.
	 * @param isOld Whether it holds emoji for one cell wide, and what they are joined of for so many.
	 * @param hasAlternateScreen False: it ignores the switch to the alternate screen, as GNU screen does by default.
	 */
	constructor(
		columns: number,
		rows: number,
		response: (reply: string) => void,
		isOld = false,
		hasAlternateScreen = true,
	) {
		this.#terminal = new xterm.Terminal({
			allowProposedApi: true,
			cols: columns,
			rows,
			scrollback: 10_000,
		});

		if (!isOld) {
			// oxlint-disable-next-line import/no-named-as-default-member
			this.#terminal.loadAddon(new graphemes.UnicodeGraphemesAddon());
		}

		this.#terminal.onData(response);
		this.#terminal.onTitleChange(title => {
			this.#title = title;
		});
		this.#watchCursor();

		if (!hasAlternateScreen) {
			for (const final of ['h', 'l']) {
				this.#terminal.parser.registerCsiHandler({prefix: '?', final}, parameters =>
					parameters.includes(1049),
				);
			}
		}
	}

	get cursorVisible(): boolean {
		return this.#cursorVisible;
	}

	/** The window title that the program set. */
	get title(): string {
		return this.#title;
	}

	/** The modes that the program switched, like `bracketedPasteMode`. */
	get modes(): IModes {
		return this.#terminal.modes;
	}

	get isAlternate(): boolean {
		return this.#terminal.buffer.active.type === 'alternate';
	}

	/**
	 * Takes what a program wrote, and calls back when all of it is in the cells. Bytes are decoded here: xterm's own
	 * decoder loses a character of three bytes whose last one comes in the next piece.
	 */
	write(data: Uint8Array | string, written: () => void): void {
		this.#terminal.write(typeof data === 'string' ? data : this.#decoder.write(data), written);
	}

	resize(columns: number, rows: number): void {
		this.#terminal.resize(columns, rows);
	}

	dispose(): void {
		this.#terminal.dispose();
	}

	/** What is seen: a text for each row, without the spaces at its end. */
	lines(): readonly string[] {
		const {active} = this.#terminal.buffer;
		return texts(active, active.baseY, active.baseY + this.#terminal.rows, this.#terminal.cols);
	}

	/** All lines of the main screen, with those that were scrolled out, up to the last one that holds something. */
	scrollback(): readonly string[] {
		const {normal} = this.#terminal.buffer;
		const lines = texts(normal, 0, normal.length, this.#terminal.cols);
		return lines.slice(0, lines.findLastIndex(line => line !== '') + 1);
	}

	/** The cell in that column and row of what is seen, counted from 0. */
	cell(x: number, y: number): Cell {
		const {active} = this.#terminal.buffer;
		const cell = active.getLine(active.baseY + y)?.getCell(x);

		if (cell === undefined) {
			throw new RangeError(`there is no cell ${x}, ${y}`);
		}

		return readCell(cell);
	}

	#watchCursor(): void {
		const watch = (final: 'h' | 'l', visible: boolean): void => {
			this.#terminal.parser.registerCsiHandler({prefix: '?', final}, parameters => {
				if (parameters.includes(25)) {
					this.#cursorVisible = visible;
				}

				return false;
			});
		};

		watch('h', true);
		watch('l', false);
	}
}

/** A line keeps the cells that a narrower window hides, for when it is wider again: only the columns that are seen count. */
function texts(buffer: IBuffer, from: number, to: number, columns: number): string[] {
	return Array.from(
		{length: to - from},
		(_, index) =>
			buffer
				.getLine(from + index)
				?.translateToString(true, 0, columns)
				.trimEnd() ?? '',
	);
}

import {StringDecoder} from 'node:string_decoder';
// Node gets the CommonJS file of this package, and the linter looks into the other one.
// oxlint-disable-next-line import/default
import graphemes from '@xterm/addon-unicode-graphemes';
import xterm, {type IBuffer, type IBufferCell, type IModes} from '@xterm/headless';

/** The terminal's default color, a palette index (0 to 255), or `#rrggbb`. */
export type CellColor = 'default' | number | `#${string}`;

export type Cell = {
	/** The grapheme; empty for an unwritten cell and the second cell of a wide grapheme. */
	readonly text: string;
	/** 1, 2, or 0 for the second cell of a wide grapheme. */
	readonly width: number;
	readonly foreground: CellColor;
	readonly background: CellColor;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly italic: boolean;
	readonly underline: boolean;
	readonly inverse: boolean;
	readonly strikethrough: boolean;
	readonly invisible: boolean;
};

/** A headless terminal (xterm.js): output becomes cells. */
export class VirtualScreen {
	protected readonly terminal: InstanceType<typeof xterm.Terminal>;
	readonly #decoder = new StringDecoder('utf8');
	#cursorVisible = true;
	#title = '';

	/**
	 * @param response Gets the terminal's responses to queries.
	 * @param isOld Whether emoji are one cell wide per code point.
	 * @param hasAlternateScreen False to ignore the alternate screen, as GNU screen does by default.
	 */
	constructor(
		columns: number,
		rows: number,
		response: (reply: string) => void,
		isOld = false,
		hasAlternateScreen = true,
	) {
		this.terminal = new xterm.Terminal({
			allowProposedApi: true,
			cols: columns,
			rows,
			scrollback: 10_000,
		});

		if (!isOld) {
			// oxlint-disable-next-line import/no-named-as-default-member
			this.terminal.loadAddon(new graphemes.UnicodeGraphemesAddon());
		}

		this.terminal.onData(response);
		this.terminal.onTitleChange(title => {
			this.#title = title;
		});

		// The modes that are turned on (h) or off (l).
		for (const final of ['h', 'l']) {
			this.terminal.parser.registerCsiHandler({prefix: '?', final}, modes => {
				if (modes.includes(25)) {
					this.#cursorVisible = final === 'h';
				}

				return !hasAlternateScreen && modes.includes(1049);
			});
		}
	}

	get columns(): number {
		return this.terminal.cols;
	}

	get cursorVisible(): boolean {
		return this.#cursorVisible;
	}

	/** The column and row of the cursor, from 0. */
	get cursor(): {readonly x: number; readonly y: number} {
		const {cursorX, cursorY} = this.terminal.buffer.active;
		return {x: cursorX, y: cursorY};
	}

	/** The text of the row before the cursor; null if the cursor is hidden. */
	beforeCursor(): string | null {
		const {x, y} = this.cursor;
		const cells = Array.from({length: x}, (_, column) => this.cell(column, y).text);
		return this.#cursorVisible ? cells.join('') : null;
	}

	get title(): string {
		return this.#title;
	}

	/** The enabled modes, such as `bracketedPasteMode`. */
	get modes(): IModes {
		return this.terminal.modes;
	}

	isAlternate(): boolean {
		return this.terminal.buffer.active.type === 'alternate';
	}

	/**
	 * Draws output and calls back when it is in the cells. Decodes UTF-8 itself: xterm's decoder loses a 3-byte
	 * character whose last byte is in the next chunk.
	 */
	write(data: Uint8Array | string, written: () => void): void {
		this.terminal.write(typeof data === 'string' ? data : this.#decoder.write(data), written);
	}

	/** Draws output. Resolves when this and everything written before is in the cells. */
	async draw(data: Uint8Array | string = ''): Promise<void> {
		return new Promise(resolve => {
			this.write(data, resolve);
		});
	}

	resize(columns: number, rows: number): void {
		this.terminal.resize(columns, rows);
	}

	dispose(): void {
		this.terminal.dispose();
	}

	/** The visible rows without trailing spaces. */
	lines(): readonly string[] {
		const {active} = this.terminal.buffer;
		return texts(active, active.baseY, active.baseY + this.terminal.rows, this.terminal.cols);
	}

	/** The lines of the main screen, including scrollback, up to the last text. */
	scrollback(): readonly string[] {
		const {normal} = this.terminal.buffer;
		const lines = texts(normal, 0, normal.length, this.terminal.cols);
		return lines.slice(0, lines.findLastIndex(line => line !== '') + 1);
	}

	/** The cell at a column and row, from 0. */
	cell(x: number, y: number): Cell {
		const {active} = this.terminal.buffer;
		const cell = active.getLine(active.baseY + y)?.getCell(x);

		if (cell === undefined) {
			throw new RangeError(`there is no cell ${x}, ${y}`);
		}

		return readCell(cell);
	}
}

/**
 * Returns the texts of the rows from `from` to `to` (not included), without trailing spaces. Leaves out cells beyond
 * `columns`: xterm.js keeps such cells, hidden, after the terminal has become narrower.
 */
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

function readCell(cell: IBufferCell): Cell {
	return {
		text: cell.getChars(),
		width: cell.getWidth(),
		foreground: color(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
		background: color(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		italic: cell.isItalic() !== 0,
		underline: cell.isUnderline() !== 0,
		inverse: cell.isInverse() !== 0,
		strikethrough: cell.isStrikethrough() !== 0,
		invisible: cell.isInvisible() !== 0,
	};
}

function color(isDefault: boolean, isRgb: boolean, value: number): CellColor {
	if (isDefault) {
		return 'default';
	}

	return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}

import type {IBufferCell} from '@xterm/headless';

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

export function readCell(cell: IBufferCell): Cell {
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

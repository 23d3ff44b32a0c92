import type {Cell, CellColor, VirtualScreen} from '../test/helpers/virtual-screen.ts';

// In pixels.
const cellWidth = 8.4;
const cellHeight = 18;
const fontSize = 14;
const baseline = 13.5;
const margin = 12;

const halfBlock = '▀';

const background = '#16181d';
const foreground = '#d7dae0';
const palette = [
	['#22252b', '#f0707a', '#8cc570', '#e3b341', '#6cb2f7', '#c792ea', '#56c2c9', '#d7dae0'],
	['#7d8590', '#ff8b94', '#a5dc86', '#f5ca5f', '#8cc8ff', '#dbaaf5', '#76dbe1', '#ffffff'],
].flat();

/** The widths of the four lines from the middle of a cell, in pixels; 0 is no line. */
type Arms = readonly [up: number, right: number, down: number, left: number];

const light = 1.2;
const heavy = 3;

/** Frame and bar characters. Fonts leave gaps between them, so they are drawn as lines. */
const arms: Readonly<Record<string, Arms>> = {
	'─': [0, light, 0, light],
	'│': [light, 0, light, 0],
	'┌': [0, light, light, 0],
	'┐': [0, 0, light, light],
	'└': [light, light, 0, 0],
	'┘': [light, 0, 0, light],
	'├': [light, light, light, 0],
	'┤': [light, 0, light, light],
	'┬': [0, light, light, light],
	'┴': [light, light, 0, light],
	'┼': [light, light, light, light],
	'╭': [0, light, light, 0],
	'╮': [0, 0, light, light],
	'╰': [light, light, 0, 0],
	'╯': [light, 0, 0, light],
	'━': [0, heavy, 0, heavy],
	'╸': [0, 0, 0, heavy],
	'╺': [0, heavy, 0, 0],
};

/** Draws the cells of a terminal, with their styles, as an SVG of their size. */
export function terminalSvg(
	terminal: VirtualScreen,
	columns: number,
	rows: number,
	title: string,
): string {
	const width = round(columns * cellWidth + 2 * margin);
	const height = round(rows * cellHeight + 2 * margin);
	const marks = Array.from({length: rows}, (_row, y) => {
		const cells = Array.from({length: columns}, (_cell, x) => terminal.cell(x, y));
		return runsOf(cells).map(run => drawRun(run, margin + y * cellHeight));
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
		`<title>${escaped(title)}</title>`,
		`<style>text{font:${fontSize}px ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}</style>`,
		`<rect width="${width}" height="${height}" rx="8" fill="${background}"/>`,
		...marks.flat().filter(mark => mark !== ''),
		'</svg>',
		'',
	].join('\n');
}

/** Adjacent cells with the same style. */
type Run = {
	readonly x: number;
	readonly width: number;
	readonly text: string;
	readonly style: Cell;
	readonly box: boolean;
};

/**
 * Joins adjacent cells with plain text, so that the text can be selected. A character that a font may draw in another
 * width keeps its own element.
 */
function runsOf(cells: readonly Cell[]): readonly Run[] {
	const runs: Run[] = [];

	for (const [x, cell] of cells.entries()) {
		const previous = runs.at(-1);

		if (cell.width === 0) {
			continue;
		}

		const text = cell.text === '' || cell.invisible ? ' ' : cell.text;
		const box = Object.hasOwn(arms, text);
		const alone = box || cell.width !== 1 || !/^[\u0020-\u007E]$/.test(text);

		const follows =
			(!alone && /^[\u0020-\u007E]+$/.test(previous?.text ?? '')) ||
			(text === halfBlock && previous?.text.endsWith(halfBlock) === true);

		if (previous !== undefined && follows && looksLike(previous.style, cell)) {
			runs[runs.length - 1] = {...previous, width: previous.width + 1, text: previous.text + text};
		} else {
			runs.push({x, width: cell.width, text, style: cell, box});
		}
	}

	return runs;
}

function looksLike(a: Cell, b: Cell): boolean {
	return (
		a.foreground === b.foreground &&
		a.background === b.background &&
		a.bold === b.bold &&
		a.dim === b.dim &&
		a.italic === b.italic &&
		a.underline === b.underline &&
		a.strikethrough === b.strikethrough &&
		a.inverse === b.inverse
	);
}

function drawRun({x, width, text, style, box}: Run, top: number): string {
	const left = round(margin + x * cellWidth);
	const wide = round(width * cellWidth);
	const ink = css(style.foreground, foreground, style.bold);
	const paper = css(style.background, background, false);
	const [color, behind] = style.inverse ? [paper, ink] : [ink, paper];
	const opacity = style.dim ? ' opacity="0.62"' : '';
	const rect =
		behind === background
			? ''
			: `<rect x="${left}" y="${round(top)}" width="${wide}" height="${cellHeight}" fill="${behind}" shape-rendering="crispEdges"/>`;

	if (text.trim() === '') {
		return rect;
	}

	// Previews of images consist of half blocks. Fonts leave gaps between them.
	if (text.startsWith(halfBlock)) {
		return `${rect}<rect x="${left}" y="${round(top)}" width="${wide}" height="${cellHeight / 2}" fill="${color}" shape-rendering="crispEdges"/>`;
	}

	if (box) {
		return `${rect}<path transform="translate(${left} ${round(top)})" d="${boxPath(text)}" fill="${color}"${opacity}/>`;
	}

	const attributes = [
		style.bold ? ' font-weight="bold"' : '',
		style.italic ? ' font-style="italic"' : '',
		style.underline ? ' text-decoration="underline"' : '',
		style.strikethrough ? ' text-decoration="line-through"' : '',
		opacity,
	].join('');
	// SVG drops leading and repeated spaces.
	const [start = ''] = /^ */.exec(text) ?? [];
	const words = text.trim();
	const from = round(left + start.length * cellWidth);
	const fitted = round((words.length === text.length ? width : words.length) * cellWidth);
	const written = escaped(words).replaceAll(/ (?= )/g, '\u00A0');
	return `${rect}<text x="${from}" y="${round(top + baseline)}" textLength="${fitted}" fill="${color}"${attributes}>${written}</text>`;
}

/** Converts a colour to CSS. Like in terminals, bold brightens the eight dark colours. */
function css(color: CellColor, byDefault: string, bold: boolean): string {
	if (typeof color !== 'number') {
		return color === 'default' ? byDefault : color;
	}

	if (color < 16) {
		return palette[bold && color < 8 ? color + 8 : color] ?? byDefault;
	}

	if (color >= 232) {
		return hex([color, color, color].map(gray => 8 + (gray - 232) * 10));
	}

	const steps = [Math.floor((color - 16) / 36), Math.floor((color - 16) / 6) % 6, (color - 16) % 6];
	return hex(steps.map(step => (step === 0 ? 0 : 55 + step * 40)));
}

function hex(parts: readonly number[]): string {
	return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function round(pixels: number): number {
	return Math.round(pixels * 100) / 100;
}

/** Returns the SVG path of a frame or bar character. */
function boxPath(character: string): string {
	const [up, right, down, left] = arms[character] ?? [0, 0, 0, 0];
	const [x, y] = [cellWidth / 2, cellHeight / 2];
	// The lines reach beyond the middle, so that corners are closed.
	const overlap = light / 2;
	return [
		rectangle(x - up / 2, 0, up, y + overlap),
		rectangle(x - overlap, y - right / 2, cellWidth - x + overlap, right),
		rectangle(x - down / 2, y - overlap, down, cellHeight - y + overlap),
		rectangle(0, y - left / 2, x + overlap, left),
	].join('');
}

function rectangle(x: number, y: number, width: number, height: number): string {
	const [left, top, wide, high] = [x, y, width, height].map(round);
	return wide === 0 || high === 0 ? '' : `M${left} ${top}h${wide}v${high}h-${wide}z`;
}

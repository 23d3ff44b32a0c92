import {
	ansiCodesToString,
	diffAnsiCodes,
	reduceAnsiCodesIncremental,
	tokenize,
	type AnsiCode,
} from '@alcalzone/ansi-tokenize';
import QuickLRU from 'quick-lru';
import {cellWidth, graphemes, graphemeWidth, hasUncertainWidth} from '../width.ts';

/** The style of a cell: SGR sequences (ECMA-48) and a link (OSC 8). Styles with the same key look the same. */
type CellStyle = {readonly key: string; readonly codes: readonly AnsiCode[]};

export const plainStyle: CellStyle = {key: '', codes: []};

/** The text and the style of each cell of a row. The second cell of a wide character has an empty text. */
export type CellRow = {readonly texts: readonly string[]; readonly styles: readonly CellStyle[]};

/** Matches a sequence that changes the style: SGR, or the start or the end of a link (OSC 8). */
// oxlint-disable-next-line no-control-regex
export const styleSequence = /(\u001B\[[\d;]*m|\u001B\]8;[^\u0007\u001B]*(?:\u0007|\u001B\\))/g;

/** A line of a frame: text with styles. It may be narrower or wider than the terminal. */
export class FrameRow {
	readonly line: string;
	/** In cells. */
	readonly width: number;
	/** Whether terminals may disagree about the width, as for many emoji. */
	readonly isUncertain: boolean;
	#cells: CellRow | null = null;

	/** `plain` is the line without the sequences that change the style. */
	constructor(line: string, plain: string) {
		this.line = line;
		this.width = cellWidth(plain);
		this.isUncertain = hasUncertainWidth(plain);
	}

	/** Parses the line at the first use, because the cells of most rows are never used. */
	get cells(): CellRow {
		this.#cells ??= parseRow(this.line);
		return this.#cells;
	}
}

function parseRow(line: string): CellRow {
	const texts: string[] = [];
	const styles: CellStyle[] = [];
	let style = plainStyle;

	for (const [index, part] of line.split(styleSequence).entries()) {
		// The separators are at odd places.
		if (index % 2 === 1) {
			style = styleAfter(style, part);
			continue;
		}

		for (const text of graphemes(part)) {
			const width = graphemeWidth(text);

			if (width === 0) {
				const owner = texts.at(-1) === '' ? texts.length - 2 : texts.length - 1;
				texts[owner] = `${texts[owner] ?? ''}${text}`;
			}

			for (let place = 0; place < width; place++) {
				texts.push(place === 0 ? text : '');
				styles.push(style);
			}
		}
	}

	return {texts, styles};
}

/** Caches results of `styleAfter`, because a frame repeats the same few styles and sequences hundreds of times. */
const stylesAfter = new QuickLRU<string, CellStyle>({maxSize: 4096});

function styleAfter(style: CellStyle, sequence: string): CellStyle {
	const cacheKey = `${style.key}\n${sequence}`;
	let after = stylesAfter.get(cacheKey);

	if (after === undefined) {
		const added = tokenize(sequence).filter(token => token.type === 'ansi');
		const codes = reduceAnsiCodesIncremental([...style.codes], added);
		const key = codes
			.map(({code}) => code)
			.toSorted()
			.join('');
		after = {key, codes};
		stylesAfter.set(cacheKey, after);
	}

	return after;
}

const changes = new QuickLRU<string, string>({maxSize: 4096});

export function styleChange(from: CellStyle, to: CellStyle): string {
	if (from.key === to.key) {
		return '';
	}

	const cacheKey = `${from.key}\n${to.key}`;
	let change = changes.get(cacheKey);

	if (change === undefined) {
		change = ansiCodesToString(diffAnsiCodes([...from.codes], [...to.codes]));
		changes.set(cacheKey, change);
	}

	return change;
}

import QuickLRU from 'quick-lru';

/**
 * The SGR parameters of a cell (ECMA-48), separated by `|`, and the address of its link. Equal styles are mostly one object.
 */
export type CellStyle = {readonly sgr: string; readonly link: string};

const maxCached = 4096;
const styleCache = new QuickLRU<string, CellStyle>({maxSize: maxCached});

export const plainStyle = internStyle('', '');

/** The parameters that Ink writes, grouped by the parameter that resets them. */
const sgrGroups: ReadonlyArray<readonly [end: number, starts: (code: number) => boolean]> = [
	[22, code => code === 1 || code === 2],
	[23, code => code === 3],
	[24, code => code === 4],
	[27, code => code === 7],
	[29, code => code === 9],
	[39, code => (code >= 30 && code <= 38) || (code >= 90 && code <= 97)],
	[49, code => (code >= 40 && code <= 48) || (code >= 100 && code <= 107)],
];

/** The cache of `afterSgr`: a frame repeats a few combinations of style and parameters hundreds of times. */
const afterSgrCache = new WeakMap<CellStyle, Map<string, CellStyle | null>>();

/** Returns the style after an SGR sequence with these parameters (`1;38;5;9`); null if one of them is unknown. */
export function afterSgr(style: CellStyle, parameters: string): CellStyle | null {
	let after = afterSgrCache.get(style);

	if (after === undefined || after.size >= maxCached) {
		after = new Map();
		afterSgrCache.set(style, after);
	}

	let next = after.get(parameters);

	if (next === undefined) {
		next = applySgr(style, parameters);
		after.set(parameters, next);
	}

	return next;
}

function applySgr(style: CellStyle, parameters: string): CellStyle | null {
	let set = style.sgr === '' ? [] : style.sgr.split('|');
	const codes = parameters === '' ? [0] : parameters.split(';').map(Number);

	for (let at = 0; at < codes.length; at++) {
		const code = codes[at] ?? 0;

		if (code === 0) {
			set = [];
			continue;
		}

		const group = sgrGroups.find(([end, starts]) => code === end || starts(code));

		if (group === undefined) {
			return null;
		}

		const [end] = group;
		const length = code !== 38 && code !== 48 ? 1 : codes[at + 1] === 5 ? 3 : 5;
		const text = codes.slice(at, at + length).join(';');
		at += length - 1;

		// Bold and dim share the reset 22, and can be combined.
		set = set.filter(other =>
			end === 22 && code !== end ? other !== text : groupEndOf(other) !== end,
		);

		if (code !== end) {
			set.push(text);
		}
	}

	return internStyle(set.toSorted().join('|'), style.link);
}

export function withLink(style: CellStyle, link: string): CellStyle {
	return internStyle(style.sgr, link);
}

export function styleChange(from: CellStyle, to: CellStyle): string {
	const link = from.link === to.link ? '' : `\u001B]8;;${to.link}\u0007`;

	if (from.sgr === to.sgr) {
		return link;
	}

	const reset = from.sgr === '' || to.sgr === '' ? '' : '0;';
	return `\u001B[${reset}${to.sgr.replaceAll('|', ';')}m${link}`;
}

function groupEndOf(text: string): number | undefined {
	const code = Number.parseInt(text, 10);
	return sgrGroups.find(([, starts]) => starts(code))?.[0];
}

function internStyle(sgr: string, link: string): CellStyle {
	const name = `${sgr}\n${link}`;
	let style = styleCache.get(name);

	if (style === undefined) {
		style = {sgr, link};
		styleCache.set(name, style);
	}

	return style;
}

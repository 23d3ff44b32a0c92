import QuickLRU from 'quick-lru';

/** The SGR parameters of a cell (ECMA-48), sorted and separated by `|`, then a line break and the address of its link. */
export type CellStyle = string;

export const plainStyle: CellStyle = '\n';

/**
 * The SGR parameters that Ink writes, in groups. `starts` returns whether a parameter belongs to the group; `end` is
 * the parameter that resets the group.
 */
const sgrGroups: ReadonlyArray<readonly [end: number, starts: (code: number) => boolean]> = [
	[22, code => code === 1 || code === 2],
	[23, code => code === 3],
	[24, code => code === 4],
	[27, code => code === 7],
	[29, code => code === 9],
	[39, code => (code >= 30 && code <= 38) || (code >= 90 && code <= 97)],
	[49, code => (code >= 40 && code <= 48) || (code >= 100 && code <= 107)],
];

/** Caches results of `afterSgr`, because a frame repeats a few combinations of style and parameters hundreds of times. */
const afterSgrCache = new QuickLRU<string, CellStyle | null>({maxSize: 4096});

/** Returns the style after an SGR sequence with parameters such as `1;38;5;9`. Returns null if a parameter is unknown. */
export function afterSgr(style: CellStyle, parameters: string): CellStyle | null {
	const key = `${parameters}m${style}`;
	let after = afterSgrCache.get(key);

	if (after === undefined) {
		after = applySgr(style, parameters);
		afterSgrCache.set(key, after);
	}

	return after;
}

function applySgr(style: CellStyle, parameters: string): CellStyle | null {
	const {sgr, link} = partsOf(style);
	let set = sgr === '' ? [] : sgr.split('|');
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

		// Bold and dim can be combined, although 22 resets both.
		set = set.filter(other =>
			end === 22 && code !== end ? other !== text : groupEndOf(other) !== end,
		);

		if (code !== end) {
			set.push(text);
		}
	}

	return `${set.toSorted().join('|')}\n${link}`;
}

export function withLink(style: CellStyle, link: string): CellStyle {
	return `${partsOf(style).sgr}\n${link}`;
}

export function styleChange(from: CellStyle, to: CellStyle): string {
	const [before, after] = [partsOf(from), partsOf(to)];
	const link = before.link === after.link ? '' : `\u001B]8;;${after.link}\u0007`;

	if (before.sgr === after.sgr) {
		return link;
	}

	const reset = before.sgr === '' || after.sgr === '' ? '' : '0;';
	return `\u001B[${reset}${after.sgr.replaceAll('|', ';')}m${link}`;
}

function partsOf(style: CellStyle): {readonly sgr: string; readonly link: string} {
	const end = style.indexOf('\n');
	return {sgr: style.slice(0, end), link: style.slice(end + 1)};
}

function groupEndOf(text: string): number | undefined {
	const code = Number.parseInt(text, 10);
	return sgrGroups.find(([, starts]) => starts(code))?.[0];
}

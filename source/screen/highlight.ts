import {span, type Line} from './line.ts';
import type {Tone} from './theme.ts';

const segmenter = new Intl.Segmenter();

/**
 * The text with everything in it that the search finds in the tone of a hit. Capitals count only where the search has
 * some. An empty search finds nothing. A character is never torn: what is found in a part of it marks all of it.
 */
export function highlight(text: string, search: string, tone: Tone | undefined, hit: Tone): Line {
	if (search === '') {
		return [span(text, tone)];
	}

	const flags = search === search.toLowerCase() ? 'giu' : 'gu';
	const pattern = new RegExp(search.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), flags);
	const characters = segmenter.segment(text);
	const pieces: Line[] = [];
	let end = 0;

	for (const found of text.matchAll(pattern)) {
		const from = characters.containing(found.index)?.index ?? found.index;
		const last = characters.containing(found.index + found[0].length - 1);
		const to = last === undefined ? text.length : last.index + last.segment.length;

		if (to > end) {
			pieces.push([
				span(text.slice(end, from), tone),
				span(text.slice(Math.max(end, from), to), hit),
			]);
			end = to;
		}
	}

	return [...pieces.flat(), span(text.slice(end), tone)].filter(piece => piece.text !== '');
}

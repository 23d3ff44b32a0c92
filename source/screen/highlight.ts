import {span, type Line} from './line.ts';
import type {Tone} from './theme.ts';

/**
 * The text with everything in it that the search finds in the tone of a hit. Capitals count only where the search has
 * some. An empty search finds nothing.
 */
export function highlight(text: string, search: string, tone: Tone | undefined, hit: Tone): Line {
	if (search === '') {
		return [span(text, tone)];
	}

	const flags = search === search.toLowerCase() ? 'giu' : 'gu';
	const pattern = new RegExp(search.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), flags);
	const pieces: Line[] = [];
	let end = 0;

	for (const found of text.matchAll(pattern)) {
		pieces.push([span(text.slice(end, found.index), tone), span(found[0], hit)]);
		end = found.index + found[0].length;
	}

	return [...pieces.flat(), span(text.slice(end), tone)].filter(piece => piece.text !== '');
}

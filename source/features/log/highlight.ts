import type {TextRange} from '../../terminal/wrap-text.ts';
import {span, type Line, type Span} from '../../ui/line.ts';
import type {StyleName} from '../../ui/theme/theme.ts';

/**
 * Formats the part of `text` from index `from` to `to`; by default, the whole text. `ranges`: the search hits,
 * ascending and without overlap. They get the style `hit`; other text gets the style `styleName`.
 */
export function highlight(
	text: string,
	ranges: readonly TextRange[],
	styleName: StyleName | undefined,
	hit: StyleName,
	{from, to}: TextRange = {from: 0, to: text.length},
): Line {
	const pieces: Span[] = [];
	let end = from;

	for (const range of ranges) {
		const start = Math.max(end, range.from);
		const stop = Math.min(to, range.to);

		if (stop > start) {
			pieces.push(span(text.slice(end, start), styleName), span(text.slice(start, stop), hit));
			end = stop;
		}
	}

	return [...pieces, span(text.slice(end, to), styleName)].filter(piece => piece.text !== '');
}

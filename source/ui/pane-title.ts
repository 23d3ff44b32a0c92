import {cutLine, fitLine, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';

export type PaneTitle = {
	readonly name: string;
	readonly count?: string;
	readonly fields: readonly Line[];
	/** Whether this pane has the focus. */
	readonly focused: boolean;
	/** Whether a rule to the right separates the pane from the one above. */
	readonly rule: boolean;
};

export function titleLine(title: PaneTitle, width: number, appearance: Appearance): Line {
	const {glyphs} = appearance;
	const between = span(` ${glyphs.horizontal} `, 'border');
	const name: Line = [
		span(title.name, title.focused ? 'focus' : 'title'),
		span(title.count === undefined ? '' : ` ${title.count}`),
	];
	const text: Line = [
		span(title.focused ? glyphs.pointer : ' ', 'focus'),
		...joinLines([name, ...title.fields], between),
	];
	const rest = width - 1 - lineWidth(text);
	return title.rule && rest > 0
		? [...text, span(' '), span(glyphs.horizontal.repeat(rest), 'border')]
		: // The last cell stays free, so that text does not touch the frame.
			fitLine(cutLine(text, width - 1, glyphs.ellipsis), width, '');
}

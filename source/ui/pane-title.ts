import {cutLine, fitLine, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';

/** The title row of a pane: what it is called, and what is to be said of it. */
export type PaneTitle = {
	readonly name: string;
	/** How much there is in it. */
	readonly count?: string;
	readonly fields: readonly Line[];
	/** Whether the keys go to this pane. */
	readonly focused: boolean;
	/** Whether a rule goes on to the right of it, to keep it apart from what is above. */
	readonly rule: boolean;
};

/** The title in exactly `width` cells. */
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
		: // The last cell stays free: what is cut does not touch the frame either.
			fitLine(cutLine(text, width - 1, glyphs.ellipsis), width, '');
}

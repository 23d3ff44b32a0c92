import type {Line} from '../../source/ui/line.ts';
import {textOf} from '../../source/ui/line.ts';
import {frameLines} from '../../source/ui/frame-lines.ts';
import type {Appearance} from '../../source/ui/theme/appearance.ts';
import type {Hint} from '../../source/store/keys/hints.ts';
import type {Size} from '../../source/features/panes/state.ts';
import type {ScreenModel} from '../../source/store/view-model.ts';
import {appearance as makeLook} from './sample.ts';

/** The texts of lines, without trailing spaces. */
export function texts(lines: readonly Line[]): readonly string[] {
	return lines.map(line => textOf(line).trimEnd());
}

export const hints: readonly Hint[] = [
	{keys: ['up', 'down'], id: 'move'},
	{keys: ['tab'], id: 'next-pane'},
	{keys: ['/'], id: 'filter'},
	{keys: ['?'], id: 'help'},
	{keys: ['q'], id: 'quit'},
];

export function frame(
	model: ScreenModel,
	size: Size,
	appearance: Appearance = makeLook(),
): readonly string[] {
	return frameLines(model, hints, size, appearance).map(textOf);
}

import type {Line} from '../../source/screen/line.ts';
import {textOf} from '../../source/screen/line.ts';
import {frameLines} from '../../source/screen/frame-lines.ts';
import type {Look} from '../../source/screen/look.ts';
import type {Hint} from '../../source/keys/hints.ts';
import type {Size} from '../../source/state/state.ts';
import type {ScreenModel} from '../../source/state/view-model.ts';
import {look as makeLook} from './sample.ts';

/** The texts of lines, without the spaces at their ends. */
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

/** A whole frame as texts. */
export function frame(model: ScreenModel, size: Size, look: Look = makeLook()): readonly string[] {
	return frameLines(model, hints, size, look).map(textOf);
}

import type {Unseen} from './state.ts';
import {joinLines, lineWidth, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';

const maxCount = 99;

const space: Span = {text: ' '};

/**
 * Returns the unseen events of a run: the number of new errors, the end, the number of new outputs, each with a
 * symbol. If not all fit into `room` cells, returns those that fit, or only the first symbol, or nothing.
 */
export function badges({errors, ended, outputs}: Unseen, room: number, {glyphs}: Appearance): Line {
	const marks: readonly Span[] = [
		...(errors > 0 ? [span(`${glyphs.newErrors}${count(errors)}`, 'bad')] : []),
		...(ended ? [span(glyphs.newEnd, 'key')] : []),
		...(outputs > 0 ? [span(`${glyphs.newOutputs}${count(outputs)}`, 'key')] : []),
	];
	const [first] = marks;
	const shorter: readonly Line[] = [
		...marks.map((_, index) =>
			joinLines(
				marks.slice(0, marks.length - index).map(mark => [mark]),
				space,
			),
		),
		...(first === undefined ? [] : [[span(first.text.slice(0, 1), first.styleName)]]),
	];
	return shorter.find(line => lineWidth(line) <= room) ?? [];
}

function count(number: number): string {
	return number > maxCount ? `${maxCount}+` : String(number);
}

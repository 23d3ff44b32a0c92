import {outputKindNames} from '../../core/output/kinds.ts';
import type {RunState} from '../../core/run-state.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {OverlayModelOf} from '../../store/overlay.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {keyNames} from '../../ui/key-name.ts';
import {blank, fitLine, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Glyphs} from '../../ui/theme/glyphs.ts';
import {fieldLines, labelCells} from '../../ui/widgets/fields.ts';
import {ScrolledOverlay, type OverlayViewProps} from '../../ui/widgets/Overlay.tsx';
import {helpGroups, keysOf} from '../key-hints.ts';
import {placeTitle} from '../keymap.ts';
import {stateStyles} from '../runs/state-style.ts';
import {helpEn} from './index.ts';

/** The minimum width of a help with two columns, in cells. Long sentences wrap there. */
const minForTwoColumns = 100;
const maxTextRows = 4;

/** Keys or a sign, and what they do or mean. */
type HelpRow = {readonly label: string; readonly text: string};

const states = (Object.keys(stateStyles) as readonly RunState[]).filter(state => state !== 'other');
const signs = Object.keys(helpEn.signs) as ReadonlyArray<keyof typeof helpEn.signs>;

/** Returns all symbols of the screen with their meanings. */
export function legend(glyphs: Glyphs, messages: Messages): readonly HelpRow[] {
	return [
		...states.map(state => ({label: glyphs.phases[state], text: messages.states[state]})),
		...signs.map(sign => ({
			label: sign === 'cached' ? glyphs.nodes.cached : glyphs[sign],
			text: messages.help.signs[sign],
		})),
		...outputKindNames.map(kind => ({
			label: glyphs.kinds[kind],
			text: messages.output.kinds[kind],
		})),
	];
}

export function HelpView({overlay: {state, content}, box}: OverlayViewProps<'help'>) {
	const appearance = useAppearance();
	return (
		<ScrolledOverlay
			box={box}
			title={{name: [span(appearance.messages.help.title)]}}
			lines={helpLines(content, box.contentWidth, appearance)}
			state={state}
		/>
	);
}

/** Returns all keys and signs in titled groups, those of `place` first. `width`: in cells. */
function helpLines(
	{place, hasPixels}: OverlayModelOf<'help'>['content'],
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {messages, bindings, glyphs} = appearance;
	const useful = bindings.filter(({id}) => id !== 'thumbnails' || hasPixels !== false);
	const keys = helpGroups(useful).map(({where, bindings: all}) => ({
		title: placeTitle(where, messages),
		isFirst: where === place,
		rows: all.map((binding): HelpRow => ({
			label: keyNames(keysOf(binding), appearance),
			text: messages.wordsOf(binding.id).long,
		})) as readonly HelpRow[],
	}));
	const places = keys.toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst));
	// The pane's own keys, the general ones, the signs, then the keys of other places.
	const groups = places.toSpliced(2, 0, {
		title: messages.help.signsTitle,
		isFirst: false,
		rows: legend(glyphs, messages),
	});
	const count = width < minForTwoColumns ? 1 : 2;
	const cells = Math.floor(width / count);
	const blocks = groups.map(({title, rows}, index): readonly Line[] => [
		...(index === 0 ? [] : [[]]),
		[span(title, 'title')],
		...helpRows(rows, cells - 2 * count),
	]);
	const lines = blocks.flat();

	if (count === 1) {
		return lines;
	}

	// The second column begins with the heading after the middle, without the empty row before it.
	const ends = blocks.map((_, index) => blocks.slice(0, index + 1).flat().length);
	const left = ends.find(end => 2 * end >= lines.length) ?? lines.length;
	return Array.from({length: Math.max(left, lines.length - left - 1)}, (_, row) => [
		...fitLine((row < left ? lines[row] : undefined) ?? [], cells, glyphs.ellipsis),
		...(lines[left + 1 + row] ?? []),
	]);
}

function helpRows(rows: readonly HelpRow[], width: number): readonly Line[] {
	const labels = Math.min(width >> 1, labelCells(rows.map(({label}) => label)));
	return rows.flatMap(({label, text}) => {
		const texts = wrap(text, width - labels, maxTextRows).map(row => [span(row)]);
		return fieldLines([{label, rows: texts}], labels, 'key').map(line => [blank(2), ...line]);
	});
}

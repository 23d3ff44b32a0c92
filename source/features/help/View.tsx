import {outputKindNames} from '../../core/output/kinds.ts';
import {typedText} from '../../core/text/typed-text.ts';
import {messagesFor, type Messages} from '../../i18n/index.ts';
import {languages} from '../../i18n/language.ts';
import {isFoundIn} from '../../store/command-registry.ts';
import type {Binding, Where} from '../../store/keys/binding.ts';
import {helpGroups, keysOf} from '../../store/keys/hints.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {keyNames} from '../../ui/key-name.ts';
import {blank, fitLine, span, type Line} from '../../ui/line.ts';
import {screenEn} from '../../ui/messages.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Glyphs} from '../../ui/theme/glyphs.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {fieldLines, labelCells} from '../../ui/widgets/fields.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {wordsOf} from '../keymap.ts';

/** The minimum width of a help with two columns, in cells: no sentence is cut there. */
const minForTwoColumns = 156;

/** Keys or a sign, and what they do or mean. */
export type HelpRow = {readonly label: string; readonly text: string};

/** A heading and the rows below it: the keys of one place, or the signs of the screen. */
export type HelpGroup = {readonly where: Where | 'signs'; readonly rows: readonly HelpRow[]};

/**
 * Returns the groups that are not empty, those of `pane` first, in one column, or in two if the width (in cells) is
 * sufficient. The two are split where the taller one is lowest.
 */
export function helpColumns(
	groups: readonly HelpGroup[],
	pane: Where | null,
	width: number,
): ReadonlyArray<readonly HelpGroup[]> {
	const shown = groups
		.filter(({rows}) => rows.length > 0)
		.toSorted((a, b) => Number(b.where === pane) - Number(a.where === pane));
	const splits = shown
		.slice(1)
		.map((_, index) => [shown.slice(0, index + 1), shown.slice(index + 1)] as const)
		.toSorted((a, b) => tallest(a) - tallest(b));
	return width < minForTwoColumns ? [shown] : (splits[0] ?? [shown]);
}

function tallest(columns: ReadonlyArray<readonly HelpGroup[]>): number {
	return Math.max(...columns.map(columnHeight));
}

/** The height of groups with a heading each, and an empty row between two of them. */
function columnHeight(groups: readonly HelpGroup[]): number {
	return groups.reduce((sum, {rows}) => sum + rows.length + 1, Math.max(0, groups.length - 1));
}

const phases = Object.keys(screenEn.phases) as ReadonlyArray<keyof typeof screenEn.phases>;
const signs = Object.keys(screenEn.signs) as ReadonlyArray<keyof typeof screenEn.signs>;

/** Returns all signs of the screen with their meanings, in every language in the same order. */
export function legend(glyphs: Glyphs, {screen}: Pick<Messages, 'screen'>): readonly HelpRow[] {
	return [
		...phases.map(phase => ({label: glyphs.phases[phase], text: screen.phases[phase]})),
		...signs.map(sign => ({
			label: sign === 'cached' ? glyphs.nodes.cached : glyphs[sign],
			text: screen.signs[sign],
		})),
		...outputKindNames.map(kind => ({label: glyphs.kinds[kind], text: screen.kinds[kind]})),
	];
}

const allMessages = languages.map(language => messagesFor(language));

export function HelpView({overlay: {state, content: pane}, box}: OverlayViewProps<'help'>) {
	const appearance = useAppearance();
	const {helpTitle, helpNone} = appearance.messages.screen;
	const lines = helpLines(state.filter, pane, box.contentWidth, appearance);
	return (
		<ScrolledOverlay
			box={box}
			title={{
				name: [span(helpTitle)],
				parts: state.filter === '' ? [] : [[span(`/${typedText(state.filter)}`, 'key')]],
			}}
			lines={lines.length === 0 ? [[span(helpNone, 'muted')]] : lines}
			state={state}
		/>
	);
}

/** Returns the keys and signs that match `filter`, in titled groups: first those of `pane`. `width`: in cells. */
function helpLines(
	filter: string,
	pane: Where | null,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {messages, bindings, glyphs} = appearance;
	const groups: readonly HelpGroup[] = [
		...helpGroups(bindings).map(({where, bindings: all}) => ({
			where,
			rows: all
				.filter(binding => isFoundIn(helpSearchText(binding, where), filter))
				.map(binding => ({
					label: keyNames(keysOf(binding), appearance),
					text: wordsOf(binding.id, messages.language).long,
				})),
		})),
		{
			where: 'signs',
			rows: legend(glyphs, messages).filter((_, index) =>
				isFoundIn(signSearchText(index, glyphs), filter),
			),
		},
	];
	const columns = helpColumns(groups, pane, width);
	const cells = Math.floor(width / columns.length);
	const labels = groups.flatMap(({rows}) => rows.map(({label}) => label));
	const labelWidth = Math.min(Math.floor(cells / 2), labelCells(labels));
	const lines = columns.map(column =>
		column.flatMap(({where, rows}, index) => [
			...(index === 0 ? [] : [[]]),
			[span(messages.screen.groups[where], 'title')],
			...rows.flatMap(({label, text}) =>
				fieldLines([{label, rows: [[span(text)]]}], labelWidth, 'key').map(line => [
					blank(2),
					...line,
				]),
			),
		]),
	);
	return Array.from({length: Math.max(...lines.map(column => column.length))}, (_, row) =>
		lines.flatMap((column, index) =>
			index === lines.length - 1
				? (column[row] ?? [])
				: fitLine(column[row] ?? [], cells, glyphs.ellipsis),
		),
	);
}

/** The texts that a filter searches, in every language. */
function helpSearchText(binding: Binding, where: Where): string {
	const words = allMessages.flatMap(({language, screen}) => {
		const {short, long} = wordsOf(binding.id, language);
		return [short, long, screen.groups[where]];
	});
	return [binding.id, ...keysOf(binding), ...words].join(' ');
}

/** The same for a sign of the legend. */
function signSearchText(index: number, glyphs: Glyphs): string {
	return allMessages
		.flatMap(each => [each.screen.groups.signs, legend(glyphs, each)[index]?.text])
		.join(' ');
}

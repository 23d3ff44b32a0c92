import {typedEnd, typedText} from '../core/text/typed-text.ts';
import {wordsOf} from '../features/keymap.ts';
import {compileSearch} from '../features/log/index.ts';
import type {Hint} from '../store/keys/hints.ts';
import {wrongTerm} from '../features/runs/filter.ts';
import type {PromptState} from '../features/prompt/state.ts';
import {keyName, keysIn} from './key-name.ts';
import {blank, cutLine, joinFitting, joinLines, lineWidth, span, type Line} from './line.ts';
import type {ScreenModel} from '../store/selectors.ts';
import {useAppearance} from './appearance-context.ts';
import {edgeLine, type Divider} from './frame.ts';
import type {Appearance} from './theme/appearance.ts';
import {Row} from './widgets/Row.tsx';
import {truncateStart} from '../terminal/width.ts';

/** An example of a valid filter term for each field. The prompt suggests it after an invalid term. */
const examples = {cost: 'cost:>0.01', progress: 'progress:<50', is: 'is:marked'} as const;

/** The minimum width of a footer that shows that the mouse is on. A narrower footer shows only key hints. */
const roomForMouse = 40;

/** The distance between two key hints in cells. */
const hintGap = 2;

export type FooterBarProps = {
	readonly model: FooterModel;
	readonly hints: readonly Hint[];
	/** The width in cells. */
	readonly width: number;
	/** Whether the footer is the bottom border of the panes. */
	readonly isFramed: boolean;
	/** Null if the border between the run list and the other panes does not reach the footer. */
	readonly divider: Divider | null;
};

/** The last row of the screen: the prompt, a notice, or key hints. */
export function FooterBar({model, hints, width, isFramed, divider}: FooterBarProps) {
	const appearance = useAppearance();
	const {start, end} = footerParts(model, hints, width - 4, appearance);
	const corners = isFramed ? (['bottomLeft', 'bottomRight'] as const) : null;
	const line = edgeLine(start, end, corners, width, appearance, divider);
	return <Row line={line} width={width} fillsWidth />;
}

type FooterModel = Pick<ScreenModel, 'prompt' | 'notice' | 'mouse'>;

/**
 * Returns the text at the left end and at the right end of the footer: the prompt if it is open, otherwise the notice if
 * there is one, otherwise the key hints that fit.
 */
function footerParts(
	{prompt, notice, mouse}: FooterModel,
	hints: readonly Hint[],
	width: number,
	appearance: Appearance,
): {readonly start: Line; readonly end: Line} {
	const {glyphs, messages} = appearance;

	if (prompt !== null) {
		const start = promptLine(prompt, width - 2, appearance);
		const rest = width - lineWidth(start) - 6;
		const invalidTerm = invalidTermLine(prompt, appearance);
		const end =
			invalidTerm === null
				? keyHintsLine(hints, rest, appearance)
				: cutLine(invalidTerm, rest, glyphs.ellipsis);
		return {start, end};
	}

	const end: Line = mouse && width >= roomForMouse ? [span(messages.screen.mouseOn, 'key')] : [];
	const room = width - 2 - (end.length === 0 ? 0 : lineWidth(end) + 2);
	return {
		start:
			notice === null
				? keyHintsLine(hints, room, appearance)
				: cutLine(
						[span(messages.notice(notice, keysIn(appearance)), 'title')],
						room,
						glyphs.ellipsis,
					),
		end,
	};
}

/** Returns the first invalid term of the filter with a valid example; null if all terms are valid. */
function invalidTermLine({purpose, text}: PromptState, {messages}: Appearance): Line | null {
	const invalidTerm = purpose === 'filter' ? wrongTerm(text) : null;

	if (invalidTerm === null) {
		return null;
	}

	const sentence =
		invalidTerm.kind === 'misspelt'
			? messages.list.misspelt(typedText(invalidTerm.field), invalidTerm.meant)
			: messages.list.wrongTerm(
					typedText(`${invalidTerm.field}:${invalidTerm.text}`),
					examples[invalidTerm.field],
				);
	return [span(sentence, 'warn')];
}

/** Returns the row of a prompt. Cuts a long text at its start, so that the end with the cursor stays visible. */
function promptLine(
	{purpose, text}: PromptState,
	width: number,
	{messages, glyphs}: Appearance,
): Line {
	const label = cutLine([span(messages.screen.prompts[purpose], 'key'), blank(1)], width - 1, '');
	const invalid =
		(purpose === 'search' || purpose === 'find') && compileSearch(text.trim()) === 'invalid';
	const problem: Line = invalid ? [blank(2), span(messages.log.searchProblem.invalid, 'warn')] : [];
	const room = Math.max(0, width - lineWidth(label) - lineWidth(problem) - 1);
	return [
		...label,
		span(truncateStart(typedEnd(text), room, glyphs)),
		span(glyphs.cursor, 'key'),
		...problem,
	];
}

/** Returns the hints that fit into `width` cells. The hint for the help key is never left out. */
function keyHintsLine(hints: readonly Hint[], width: number, appearance: Appearance): Line {
	const unique = hints.filter(({id}, index) => hints.findIndex(hint => hint.id === id) === index);
	const lines = unique.map(hint => hintLine(hint, appearance));
	const all = joinLines(lines, blank(hintGap));
	const help = lines[unique.findIndex(({id}) => id === 'help')] ?? [];
	const helpWidth = lineWidth(help);

	if (lineWidth(all) <= width) {
		return all;
	}

	if (helpWidth > width) {
		return [];
	}

	const others = lines.filter(line => line !== help);
	const room = helpWidth === 0 ? width : width - helpWidth - hintGap;
	return joinLines([joinFitting(others, hintGap, room), help], blank(hintGap));
}

function hintLine({keys, id}: Hint, {glyphs, messages}: Appearance): Line {
	const name = keys.map(key => keyName(key, glyphs)).join(glyphs.keySeparator);
	return [span(name, 'key'), span(` ${wordsOf(id, messages.language).short}`, 'muted')];
}

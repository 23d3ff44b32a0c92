import type {Hint} from '../store/keys/hints.ts';
import {wrongTerm} from '../features/runs/filter-terms.ts';
import type {PromptState} from '../features/prompt/state.ts';
import {keysIn} from './key-name.ts';
import {keyHintsLine} from './widgets/key-hints-line.ts';
import {promptLine} from './widgets/prompt-line.ts';
import {cutLine, lineWidth, span, type Line} from './line.ts';
import type {ScreenModel} from '../store/selectors.ts';
import {useAppearance} from './appearance-context.ts';
import {edgeLine, type Divider} from './frame.ts';
import type {Appearance} from './theme/appearance.ts';
import {Row} from './widgets/Row.tsx';
import {typedText} from '../core/text/typed-text.ts';

/** An example of a valid filter term for each field. The prompt suggests it after an invalid term. */
const examples = {cost: 'cost:>0.01', progress: 'progress:<50', is: 'is:marked'} as const;

/** The minimum width of a footer that shows that the mouse is on. A narrower footer shows only key hints. */
const roomForMouse = 40;

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
	const {bottomLeft, bottomRight, teeUp} = appearance.glyphs;
	const {start, end} = footerParts(model, hints, width - 4, appearance);
	const corners = isFramed ? {left: bottomLeft, right: bottomRight} : null;
	const tee = divider === null ? null : {...divider, glyph: teeUp};
	const line = edgeLine(start, end, corners, width, appearance, tee);
	return <Row line={line} width={width} fillsWidth />;
}

type FooterModel = Pick<ScreenModel, 'prompt' | 'notice' | 'mouse'>;

/** The text at the left end and at the right end of the footer. */
type FooterParts = {readonly start: Line; readonly end: Line};

/** Returns the prompt if it is open, otherwise the notice if there is one, otherwise the key hints that fit. */
function footerParts(
	{prompt, notice, mouse}: FooterModel,
	hints: readonly Hint[],
	width: number,
	appearance: Appearance,
): FooterParts {
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

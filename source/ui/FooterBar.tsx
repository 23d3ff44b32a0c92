import {useCursor} from 'ink';
import type {PromptState} from '../features/prompt/state.ts';
import {invalidTermLine} from '../features/runs/invalid-term.ts';
import type {Hint} from '../store/keys/hints.ts';
import type {Notice} from '../store/notice.ts';
import type {ScreenModel} from '../store/selectors.ts';
import {useAppearance} from './appearance-context.ts';
import {EdgeRow} from './EdgeRow.tsx';
import type {Divider} from './frame.ts';
import {keyHintsLine} from './key-hints.ts';
import {keysIn} from './key-name.ts';
import {cutLine, lineWidth, padLine, span, type Line} from './line.ts';
import {promptLine} from './prompt-line.ts';
import type {Appearance} from './theme/appearance.ts';
import {currencyIn} from './units.ts';

/** The minimum width, in cells, of a footer that shows a notice, or that the mouse is on, beside the key hints. */
const minWidthForBoth = 44;

/** The cells that text never uses: two corners, and at least two cells of the border. */
const minBorderCells = 4;

/** The blank cells around a text. */
const paddingCells = 2;

/** The minimum number of cells of the border between the prompt and the text at its right. */
const minCellsAfterPrompt = 2;

type FooterBarProps = {
	readonly screen: Pick<ScreenModel, 'prompt' | 'notice' | 'mouse'>;
	readonly hints: readonly Hint[];
	/** The width in cells. */
	readonly width: number;
	/** The row of the screen, from 0. */
	readonly row: number;
	/** Whether the footer is the bottom border of the panes. */
	readonly isFramed: boolean;
	/** Null if the border between the run list and the other panes does not reach the footer. */
	readonly divider: Divider | null;
};

/** The last row of the screen. The terminal's cursor is visible only in a prompt. */
export function FooterBar({screen, hints, width, row, isFramed, divider}: FooterBarProps) {
	const appearance = useAppearance();
	const {setCursorPosition} = useCursor();
	const {prompt} = screen;
	const {left, right, caret} =
		prompt === null
			? {...idleParts(screen, hints, width, appearance), caret: null}
			: promptParts(prompt, screen.notice, hints, width, appearance);
	setCursorPosition(
		caret === null ? undefined : {x: Number(isFramed) + paddingCells / 2 + caret, y: row},
	);
	const corners = isFramed ? (['bottomLeft', 'bottomRight'] as const) : null;
	return <EdgeRow left={left} right={right} corners={corners} width={width} divider={divider} />;
}

/** Left: the prompt. Right: a warning if the filter is invalid, or else a notice, or else the key hints that fit. */
function promptParts(
	prompt: PromptState,
	notice: Notice | null,
	hints: readonly Hint[],
	width: number,
	appearance: Appearance,
) {
	const textCells = width - minBorderCells - paddingCells;
	const {line: left, caret} = promptLine(prompt, textCells, appearance);
	const rightCells = textCells - lineWidth(left) - minCellsAfterPrompt - paddingCells;
	const warning = prompt.purpose === 'filter' ? invalidTermLine(prompt.text, appearance) : null;
	const right =
		warning !== null
			? cutLine(warning, rightCells, appearance.glyphs.ellipsis)
			: notice !== null
				? noticeLine(notice, rightCells, appearance)
				: keyHintsLine(hints, rightCells, appearance);
	return {left, right, caret};
}

/** Right: the notice, which leaves room for the help key, or else that the mouse is on. Left: the key hints that fit. */
function idleParts(
	{notice, mouse}: FooterBarProps['screen'],
	hints: readonly Hint[],
	width: number,
	appearance: Appearance,
) {
	const textCells = width - minBorderCells - paddingCells;
	const isWide = width >= minWidthForBoth;
	const help = isWide ? hints.filter(({id}) => id === 'help') : [];
	const cellsBeside = textCells - lineWidth(padLine(keyHintsLine(help, textCells, appearance)));
	const mouseOn = mouse && isWide ? [span(appearance.messages.screen.mouseOn, 'key')] : [];
	const right = notice === null ? mouseOn : noticeLine(notice, cellsBeside, appearance);
	return {left: keyHintsLine(hints, textCells - lineWidth(padLine(right)), appearance), right};
}

function noticeLine(notice: Notice, width: number, appearance: Appearance): Line {
	const sentence = appearance.messages.notice(notice, keysIn(appearance), currencyIn(appearance));
	return cutLine([span(sentence, 'title')], width, appearance.glyphs.ellipsis);
}

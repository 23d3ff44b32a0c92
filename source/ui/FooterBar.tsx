import {invalidTermLine} from '../features/runs/invalid-term.ts';
import type {PromptState} from '../features/prompt/state.ts';
import type {Hint} from '../store/keys/hints.ts';
import type {Notice} from '../store/notice.ts';
import type {ScreenModel} from '../store/selectors.ts';
import {useAppearance} from './appearance-context.ts';
import {EdgeRow, type EdgeRowProps} from './EdgeRow.tsx';
import type {Divider} from './frame.ts';
import {keyHintsLine} from './key-hints.ts';
import {keysIn} from './key-name.ts';
import {cutLine, lineWidth, padLine, span, type Line} from './line.ts';
import {promptLine} from './prompt-line.ts';
import type {Appearance} from './theme/appearance.ts';

/** The minimum width, in cells, of a footer that shows the word `mouse` while mouse support is on. */
const minWidthForMouse = 44;

/** The cells that text never uses: two corners, and at least two cells of the border. */
const minBorderCells = 4;

/** The blank cells around a text. */
const paddingCells = 2;

/** The minimum number of cells of the border between the prompt and the text at its right. */
const minCellsAfterPrompt = 2;

export type FooterBarProps = {
	readonly screen: Pick<ScreenModel, 'prompt' | 'notice' | 'mouse'>;
	readonly hints: readonly Hint[];
	/** The width in cells. */
	readonly width: number;
	/** Whether the footer is the bottom border of the panes. */
	readonly isFramed: boolean;
	/** Null if the border between the run list and the other panes does not reach the footer. */
	readonly divider: Divider | null;
};

/** The last row of the screen. */
export function FooterBar({screen, hints, width, isFramed, divider}: FooterBarProps) {
	const {prompt, notice, mouse} = screen;
	const corners = isFramed ? (['bottomLeft', 'bottomRight'] as const) : null;
	const edge = {corners, width, divider};
	return prompt === null ? (
		<IdleFooter notice={notice} mouse={mouse} hints={hints} edge={edge} />
	) : (
		<PromptFooter prompt={prompt} hints={hints} edge={edge} />
	);
}

type FooterProps = {
	readonly hints: readonly Hint[];
	readonly edge: Omit<EdgeRowProps, 'left' | 'right'>;
};

type PromptFooterProps = FooterProps & {readonly prompt: PromptState};

/** Left: the prompt. Right: a warning if the filter is invalid, otherwise the key hints that fit. */
function PromptFooter({prompt, hints, edge}: PromptFooterProps) {
	const appearance = useAppearance();
	const room = edge.width - minBorderCells - paddingCells;
	const left = promptLine(prompt, room, appearance);
	const rightRoom = room - lineWidth(left) - minCellsAfterPrompt - paddingCells;
	const warning = prompt.purpose === 'filter' ? invalidTermLine(prompt.text, appearance) : null;
	const right =
		warning === null
			? keyHintsLine(hints, rightRoom, appearance)
			: cutLine(warning, rightRoom, appearance.glyphs.ellipsis);
	return <EdgeRow {...edge} left={left} right={right} />;
}

type IdleFooterProps = FooterProps & {readonly notice: Notice | null; readonly mouse: boolean};

/** Left: the notice if there is one, otherwise the key hints that fit. Right: whether mouse support is on. */
function IdleFooter({notice, mouse, hints, edge}: IdleFooterProps) {
	const appearance = useAppearance();
	const right = mouse && edge.width >= minWidthForMouse ? mouseLine(appearance) : [];
	const leftRoom = edge.width - minBorderCells - paddingCells - lineWidth(padLine(right));
	const left =
		notice === null
			? keyHintsLine(hints, leftRoom, appearance)
			: noticeLine(notice, leftRoom, appearance);
	return <EdgeRow {...edge} left={left} right={right} />;
}

function mouseLine({messages}: Appearance): Line {
	return [span(messages.screen.mouseOn, 'key')];
}

function noticeLine(notice: Notice, width: number, appearance: Appearance): Line {
	const sentence = appearance.messages.notice(notice, keysIn(appearance));
	return cutLine([span(sentence, 'title')], width, appearance.glyphs.ellipsis);
}

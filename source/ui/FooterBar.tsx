import {invalidTermLine} from '../features/runs/invalid-term.ts';
import type {Hint} from '../store/keys/hints.ts';
import type {Notice} from '../store/notice.ts';
import type {ScreenModel} from '../store/selectors.ts';
import {useAppearance} from './appearance-context.ts';
import {EdgeRow, edgeText, type EdgeText} from './EdgeRow.tsx';
import type {Divider} from './frame.ts';
import {keysIn} from './key-name.ts';
import {cutLine, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import {KeyHints, keyHintsLine} from './widgets/KeyHints.tsx';
import {Prompt, promptLine} from './widgets/Prompt.tsx';

/** The minimum width, in cells, of a footer that shows the word `mouse` while mouse support is on. */
const roomForMouse = 44;

/**
 * The number of cells that a single text in the footer cannot use: two corners, a blank cell on each side of the text,
 * and two cells of the border.
 */
const edgeCells = 6;

export type FooterBarProps = {
	readonly screen: FooterModel;
	readonly hints: readonly Hint[];
	/** The width in cells. */
	readonly width: number;
	/** Whether the footer is the bottom border of the panes. */
	readonly isFramed: boolean;
	/** Null if the border between the run list and the other panes does not reach the footer. */
	readonly divider: Divider | null;
};

type FooterModel = Pick<ScreenModel, 'prompt' | 'notice' | 'mouse'>;

/**
 * The last row of the screen: the prompt if it is open, otherwise the notice if there is one, otherwise the key hints
 * that fit.
 */
export function FooterBar({screen, hints, width, isFramed, divider}: FooterBarProps) {
	const appearance = useAppearance();
	const {prompt, notice, mouse} = screen;
	const corners = isFramed ? (['bottomLeft', 'bottomRight'] as const) : null;
	const edge = {corners, width, divider};
	const room = width - edgeCells;
	const keyHints = (cells: number): EdgeText => ({
		element: <KeyHints hints={hints} width={cells} />,
		width: lineWidth(keyHintsLine(hints, cells, appearance)),
	});

	if (prompt !== null) {
		const promptWidth = lineWidth(promptLine(prompt, room, appearance));
		// The blank cells around the second text, and two more cells of the border, stay free.
		const rest = room - promptWidth - 4;
		const warning = prompt.purpose === 'filter' ? invalidTermLine(prompt.text, appearance) : null;
		return (
			<EdgeRow
				{...edge}
				start={{element: <Prompt prompt={prompt} width={room} />, width: promptWidth}}
				end={
					warning === null
						? keyHints(rest)
						: edgeText(cutLine(warning, rest, appearance.glyphs.ellipsis))
				}
			/>
		);
	}

	const end = edgeText(mouse && width >= roomForMouse ? mouseLine(appearance) : []);
	// The blank cells around a second text stay free.
	const rest = end.width === 0 ? room : room - end.width - 2;
	return (
		<EdgeRow
			{...edge}
			start={notice === null ? keyHints(rest) : edgeText(noticeLine(notice, rest, appearance))}
			end={end}
		/>
	);
}

function mouseLine({messages}: Appearance): Line {
	return [span(messages.screen.mouseOn, 'key')];
}

function noticeLine(notice: Notice, width: number, appearance: Appearance): Line {
	const sentence = appearance.messages.notice(notice, keysIn(appearance));
	return cutLine([span(sentence, 'title')], width, appearance.glyphs.ellipsis);
}

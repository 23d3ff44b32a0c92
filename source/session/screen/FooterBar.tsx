import {useCursor} from 'ink';
import {historyFields, parseHistoryQuery} from '../../features/history/query.ts';
import type {KeyHint} from '../../features/key-hints.ts';
import {filterFields, invalidFilterTerm} from '../../features/runs/filter.ts';
import {wrongTermLine} from '../../features/runs/lines.ts';
import type {ScreenModel} from '../../features/screen-model.ts';
import type {Notice} from '../../store/notice.ts';
import {cellWidth, truncateStart} from '../../terminal/width.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {keyName, keysIn} from '../../ui/key-name.ts';
import {
	blank,
	cutLine,
	fitParts,
	lineWidth,
	padLine,
	span,
	type Line,
	type RowPart,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {currencyIn} from '../../ui/units.ts';
import {EdgeRow, type Divider} from './EdgeRow.tsx';
import {promptLine} from './prompt-line.ts';

/** The minimum width, in cells, of a footer that shows a notice, or that the mouse is on, beside the key hints. */
const minWidthForBoth = 44;
/** The cells that text never uses: two corners, at least two cells of the border, a blank cell at each end. */
const edgeCells = 6;
/** The minimum number of cells between the prompt and the text at its right: the border and two blank cells. */
const cellsAfterPrompt = 4;

/** The path of a file, but no address of a website. */
const filePath = /(?<=^|[\s:：])(?!\/\/)[^\s:：]*[/\\][^\s（，；;]+/u;
const minPathCells = 24;

/** Only the help and the first three hints are more important than the command palette. */
const paletteRank = -2.5;

type FooterBarProps = {
	readonly screen: Pick<ScreenModel, 'prompt' | 'notice' | 'mouse'>;
	readonly hints: readonly KeyHint[];
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
	const {prompt, notice, mouse} = screen;
	const room = width - edgeCells;
	let left: Line;
	let right: Line;

	if (prompt === null) {
		const isWide = width >= minWidthForBoth;
		const mouseOn = mouse && isWide ? [span(appearance.messages.screen.mouseOn, 'key')] : [];
		// A long notice leaves only the help key, for some seconds.
		const help = isWide ? padLine(keyHintsLine(hints.filter(isHelp), room, appearance)) : [];
		right = notice === null ? mouseOn : noticeLine(notice, room - lineWidth(help), appearance);
		left = keyHintsLine(hints, room - lineWidth(padLine(right)), appearance);
		setCursorPosition(undefined);
	} else {
		const {line, caret} = promptLine(prompt, room, appearance);
		left = line;
		const beside = room - lineWidth(line) - cellsAfterPrompt;
		const {purpose, text} = prompt;
		const wrong =
			purpose === 'filter'
				? wrongTermLine(text, invalidFilterTerm(text), filterFields, appearance)
				: purpose === 'history'
					? wrongTermLine(text, parseHistoryQuery(text, 0).invalidTerm, historyFields, appearance)
					: null;
		right =
			wrong !== null
				? cutLine(wrong, beside, appearance.glyphs.ellipsis)
				: notice !== null
					? noticeLine(notice, beside, appearance)
					: keyHintsLine(hints, beside, appearance);
		setCursorPosition({x: Number(isFramed) + 1 + caret, y: row});
	}

	const border = isFramed ? 'bottom' : null;
	return (
		<EdgeRow
			left={padLine(left)}
			right={padLine(right)}
			border={border}
			width={width}
			divider={divider}
		/>
	);
}

/** In a notice that is too long, the start of a path is cut, since the name of the file is at its end. */
function noticeLine(notice: Notice, width: number, appearance: Appearance): Line {
	const {messages, glyphs} = appearance;
	const sentence = messages.notice(notice, keysIn(appearance), currencyIn(appearance));
	const excess = cellWidth(sentence) - width;
	const path = excess > 0 ? filePath.exec(sentence)?.[0] : undefined;
	const text =
		path === undefined
			? sentence
			: sentence.replace(path, () =>
					truncateStart(path, Math.max(minPathCells, cellWidth(path) - excess), glyphs),
				);
	return cutLine([span(text, 'title')], width, glyphs.ellipsis);
}

/** Returns keys, each with its command, in at most `width` cells: the first of them, and at the end the key for help. */
function keyHintsLine(hints: readonly KeyHint[], width: number, appearance: Appearance): Line {
	const {glyphs, messages} = appearance;
	const unique = hints.filter(({id}, index) => hints.findIndex(hint => hint.id === id) === index);
	const ordered = [...unique.filter(hint => !isHelp(hint)), ...unique.filter(isHelp)];
	const parts = ordered.map((hint, index): RowPart => {
		const keys = hint.keys.map(key => keyName(key, glyphs)).join(glyphs.keySeparator);
		const words = ` ${messages.wordsOf(hint.id).short}`;
		const line = [span(keys, 'key'), span(words, 'muted')];
		const rank = isHelp(hint) ? Infinity : hint.id === 'palette' ? paletteRank : -index;
		return {before: blank(2), texts: [[rank, line]]};
	});
	return fitParts(parts, width) ?? [];
}

function isHelp({id}: KeyHint): boolean {
	return id === 'help';
}

import {wordsOf} from '../features/keymap.ts';
import type {Hint} from '../store/keys/hints.ts';
import type {Notice} from '../store/notice.ts';
import {wrongTerm} from '../features/runs/filter-terms.ts';
import {compileSearch} from '../features/log/index/matcher.ts';
import type {Prompt} from '../features/prompt/state.ts';
import {truncateStart} from '../terminal/width.ts';
import {keyName, keysIn} from './key-name.ts';
import {blank, cutLine, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import {typedEnd, typedText} from '../core/text/typed-text.ts';

/** A valid term of each field. */
const examples = {cost: 'cost:>0.01', progress: 'progress:<50', is: 'is:marked'} as const;

/** Cells between two hints. */
const gap = 2;

/** The minimum width for the note that the mouse is in use. A narrower footer has room only for the keys. */
const roomForMouse = 40;

/** The start and the end of the line below the panes. */
export type FooterParts = {readonly start: Line; readonly end: Line};

/** The prompt or a notice, or else the key hints that fit. */
export function footerParts(
	{
		prompt,
		notice,
		mouse,
	}: {
		readonly prompt: Prompt | null;
		readonly notice: Notice | null;
		readonly mouse: boolean;
	},
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
				? hintLine(hints, rest, appearance)
				: cutLine(invalidTerm, rest, glyphs.ellipsis);
		return {start, end};
	}

	const end: Line = mouse && width >= roomForMouse ? [span(messages.screen.mouseOn, 'key')] : [];
	const room = width - 2 - (end.length === 0 ? 0 : lineWidth(end) + 2);
	return {
		start:
			notice === null
				? hintLine(hints, room, appearance)
				: cutLine(
						[span(messages.notice(notice, keysIn(appearance)), 'title')],
						room,
						glyphs.ellipsis,
					),
		end,
	};
}

/** The first invalid term of the filter, with a valid example; null: all are valid. */
function invalidTermLine({purpose, text}: Prompt, {messages}: Appearance): Line | null {
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

/** Cuts long text at its start, so that the end with the cursor stays visible. */
function promptLine({purpose, text}: Prompt, width: number, {messages, glyphs}: Appearance): Line {
	const label = cutLine([span(messages.screen.prompts[purpose], 'key'), blank(1)], width - 1, '');
	const invalid =
		(purpose === 'search' || purpose === 'find') && compileSearch(text.trim()) === 'invalid';
	const trouble: Line = invalid ? [blank(2), span(messages.log.searchTrouble.invalid, 'warn')] : [];
	const room = Math.max(0, width - lineWidth(label) - lineWidth(trouble) - 1);
	return [
		...label,
		span(truncateStart(typedEnd(text), room, glyphs)),
		span(glyphs.cursor, 'key'),
		...trouble,
	];
}

/** If not all hints fit, the line still has the key of the help. */
function hintLine(hints: readonly Hint[], width: number, appearance: Appearance): Line {
	const each = hints.filter(({id}, index) => hints.findIndex(hint => hint.id === id) === index);
	const lines = each.map(hint => oneHint(hint, appearance));
	const all = joinLines(lines, blank(gap));

	if (lineWidth(all) <= width) {
		return all;
	}

	const help = lines[each.findIndex(({id}) => id === 'help')] ?? [];
	const room = help.length === 0 ? width : width - lineWidth(help) - gap;
	let line: Line = [];

	for (const hint of lines) {
		const longer = hint === help ? line : joinLines([line, hint], blank(gap));

		if (lineWidth(longer) > room) {
			break;
		}

		line = longer;
	}

	return lineWidth(help) > width ? [] : joinLines([line, help], blank(gap));
}

function oneHint({keys, id}: Hint, {glyphs, messages}: Appearance): Line {
	const name = keys.map(key => keyName(key, glyphs)).join(glyphs.keySeparator);
	return [span(name, 'key'), span(` ${wordsOf(id, messages.language).short}`, 'muted')];
}

import type {Hint} from '../keys/hints.ts';
import type {Notice} from '../state/notice.ts';
import {wrongTerm} from '../state/filter-terms.ts';
import {readSearch} from '../state/matcher.ts';
import type {Prompt} from '../state/state.ts';
import {cutStart} from '../terminal/width.ts';
import {keyName} from './key-name.ts';
import {blank, cutLine, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Look} from './look.ts';
import {typedEnd, typedText} from './typed-text.ts';

/** A term of each field that makes sense. */
const examples = {cost: 'cost:>0.01', progress: 'progress:<50', is: 'is:marked'} as const;

/** What stands at the start and at the end of the line below the panes. */
export type FooterParts = {readonly start: Line; readonly end: Line};

/** A notice or the prompt, else the keys that work here: as many of them as have room, none of them cut. */
export function footerParts(
	{prompt, notice}: {readonly prompt: Prompt | null; readonly notice: Notice | null},
	hints: readonly Hint[],
	width: number,
	look: Look,
): FooterParts {
	const {glyphs, messages} = look;

	if (prompt !== null) {
		const start = promptLine(prompt, width - 2, look);
		const rest = width - lineWidth(start) - 6;
		const wrong = wrongLine(prompt, look);
		const end =
			wrong === null ? hintLine(hints, rest, look) : cutLine(wrong, rest, glyphs.ellipsis);
		return {start, end};
	}

	return {
		start:
			notice === null
				? hintLine(hints, width - 2, look)
				: cutLine([span(messages.screen.notice(notice), 'title')], width - 2, glyphs.ellipsis),
		end: [],
	};
}

/** A term of the filter that makes no sense, and how it would; null where all do. */
function wrongLine({purpose, text}: Prompt, {messages}: Look): Line | null {
	const wrong = purpose === 'filter' ? wrongTerm(text) : null;
	return wrong === null
		? null
		: [
				span(
					messages.list.wrongTerm(typedText(`${wrong.field}:${wrong.text}`), examples[wrong.field]),
					'warn',
				),
			];
}

/** What is typed is cut at its start, since its end is where it grows. */
function promptLine({purpose, text}: Prompt, width: number, {messages, glyphs}: Look): Line {
	const label = cutLine([span(messages.screen.prompts[purpose], 'key'), blank(1)], width - 1, '');
	const invalid =
		(purpose === 'search' || purpose === 'find') && readSearch(text.trim()) === 'invalid';
	const trouble: Line = invalid ? [blank(2), span(messages.log.searchTrouble.invalid, 'warn')] : [];
	const room = Math.max(0, width - lineWidth(label) - lineWidth(trouble) - 1);
	return [
		...label,
		span(cutStart(typedEnd(text), room, glyphs)),
		span(glyphs.cursor, 'key'),
		...trouble,
	];
}

function hintLine(hints: readonly Hint[], width: number, look: Look): Line {
	let line: Line = [];

	for (const [index, {keys, id}] of hints.entries()) {
		if (hints.findIndex(hint => hint.id === id) !== index) {
			continue;
		}

		const name = keys.map(key => keyName(key, look.glyphs)).join(look.glyphs.keySeparator);
		const hint: Line = [
			span(name, 'key'),
			span(` ${look.messages.screen.commands[id].short}`, 'muted'),
		];
		const longer = joinLines([line, hint], blank(2));

		if (lineWidth(longer) > width) {
			break;
		}

		line = longer;
	}

	return line;
}

import {parseLogQuery} from '../../core/log/log-query.ts';
import {typedEnd, typedText} from '../../core/text/sanitize.ts';
import type {PromptState} from '../../features/prompt/reduce.ts';
import type {Messages} from '../../i18n/messages.ts';
import {cellWidth, truncate, truncateStart} from '../../terminal/width.ts';
import {blank, cutLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';

/**
 * Returns the label of the prompt, the typed text, and a warning about an unknown log level, in at most `width` cells. A
 * long text is cut at both ends. `caret`: the cell of the terminal's cursor, where input methods open their windows.
 */
export function promptLine(
	prompt: PromptState,
	width: number,
	{messages, glyphs}: Appearance,
): {readonly line: Line; readonly caret: number} {
	const {purpose, text} = prompt;
	const [before, after] = [text.slice(0, prompt.caret), text.slice(prompt.caret)];
	const label = cutLine([span(promptLabel(prompt, messages), 'key'), blank(1)], width - 1, '');
	const problem: Line =
		purpose === 'search' && parseLogQuery(text).hasUnknownLevel
			? [blank(2), span(messages.log.unknownLevel, 'warn')]
			: [];
	const room = Math.max(0, width - lineWidth(label) - lineWidth(problem) - 1);
	// A third of the room is for what follows the caret.
	const rest = Math.min(cellWidth(typedText(after)), Math.floor(room / 3));
	const shown = [...label, span(truncateStart(typedEnd(before), room - rest, glyphs))];
	const end = truncate(typedText(after), room + lineWidth(label) - lineWidth(shown), glyphs);
	return {
		line: cutLine([...shown, span(end), blank(1), ...problem], width, glyphs.ellipsis),
		caret: lineWidth(shown),
	};
}

/** Returns the text before what the user types: what it is for, or a question. */
export function promptLabel(prompt: PromptState, {input: {labels}}: Messages): string {
	return prompt.purpose === 'confirm' ? labels.confirm(prompt.batch) : labels[prompt.purpose];
}

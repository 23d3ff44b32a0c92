import {typedEnd} from '../../core/text/typed-text.ts';
import {compileSearch} from '../../features/log/index.ts';
import type {PromptState} from '../../features/prompt/state.ts';
import {truncateStart} from '../../terminal/width.ts';
import {useAppearance} from '../appearance-context.ts';
import {blank, cutLine, lineWidth, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';
import {LineText} from './Row.tsx';

export type PromptProps = {
	readonly prompt: PromptState;
	/** The maximum width in cells. */
	readonly width: number;
};

/**
 * The label of the prompt, the typed text and the cursor, as a row, or as a part of a row inside another `<Text>`. Cuts
 * a long text at its start, so that the end with the cursor stays visible. A warning follows an invalid search.
 */
export function Prompt({prompt, width}: PromptProps) {
	return <LineText line={promptLine(prompt, width, useAppearance())} />;
}

/** Returns what `Prompt` draws, so that the caller can measure it. */
export function promptLine(
	{purpose, text}: PromptState,
	width: number,
	{messages, glyphs}: Appearance,
): Line {
	const label = cutLine([span(messages.screen.prompts[purpose], 'key'), blank(1)], width - 1, '');
	const invalid =
		(purpose === 'search' || purpose === 'find') && compileSearch(text.trim()) === 'invalid';
	const problem: Line = invalid ? [blank(2), span(messages.log.searchProblem.invalid, 'warn')] : [];
	const room = Math.max(0, width - lineWidth(label) - lineWidth(problem) - 1);
	return cutLine(
		[
			...label,
			span(truncateStart(typedEnd(text), room, glyphs)),
			span(glyphs.cursor, 'key'),
			...problem,
		],
		width,
		glyphs.ellipsis,
	);
}

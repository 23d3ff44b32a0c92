import type {PromptState} from '../../features/prompt/state.ts';
import {useAppearance} from '../appearance-context.ts';
import {promptLine} from './prompt-line.ts';
import {Row} from './Row.tsx';

export type PromptProps = {
	readonly prompt: PromptState;
	/** The width in cells. */
	readonly width: number;
};

/** The label of the prompt, the typed text and the cursor. A long text is cut at its start. */
export function Prompt({prompt, width}: PromptProps) {
	return <Row line={promptLine(prompt, width, useAppearance())} width={width} fillsWidth />;
}

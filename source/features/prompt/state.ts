import type {Prompts} from '../../store/registry.ts';
import type {TextInput} from './text-input.ts';

/** `purpose`: what the typed text is for. */
export type PromptState = TextInput & {
	/** The text that applied before the prompt was opened. The key `esc` restores it. */
	readonly before: string;
	/** The recalled text, as a number of steps back in the texts entered before, and what was typed before it. */
	readonly recalled?: {readonly steps: number; readonly draft: string};
} & {
		readonly [Purpose in keyof Prompts]: {readonly purpose: Purpose} & Prompts[Purpose];
	}[keyof Prompts];

export type PromptViewState = {
	readonly prompt: PromptState | null;
	/** The texts that were entered in this session, by what they were for, the oldest first. */
	readonly entered: Partial<Record<PromptState['purpose'], readonly string[]>>;
};

import type {OutputProblem} from '../../core/output/output.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {Notice} from '../../store/notice.ts';
import type {Desktop} from '../../terminal/desktop.ts';

/** What a session with a screen provides to effect handlers. */
export type ScreenServices = Desktop & {
	/** The texts in the language that was set at the start. */
	readonly messages: Messages;
	/** Ends the session. */
	readonly leave: (how: 'quit' | 'interrupt') => void;
	readonly redraw: () => void;
	/** Changes the theme or the language. Returns false for an unknown name. */
	readonly setAppearance: (change: {
		readonly theme?: string;
		readonly language?: string;
	}) => boolean;
	/** Writes the appearance and these settings into the config file. Resolves to its path, and why it was not written. */
	readonly saveSettings: (
		settings: Readonly<Record<string, unknown>>,
	) => Promise<{readonly path: SafeText; readonly why: SafeText | null}>;
	/** Writes lines to a new file. Resolves to its path, or to the reason why it could not be written. */
	readonly saveLines: (
		lines: readonly string[],
		path: string,
	) => Promise<{readonly saved: SafeText} | {readonly why: OutputProblem}>;
};

/** Copies a text. `what`: names it in the notice. `runs`: how many run ids the text has. */
export async function copyFor(
	{copy}: Pick<ScreenServices, 'copy'>,
	text: string,
	what: SafeText,
	runs = 1,
): Promise<Notice> {
	const by = await copy(text);
	return by === undefined ? {kind: 'not-copied', what} : {kind: 'copied', what, by, runs};
}

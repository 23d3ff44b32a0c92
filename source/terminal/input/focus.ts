/** Asks the terminal to tell when its window gets or loses the focus, and to stop telling. Terminals that cannot ignore it. */
export const enableFocusReports = '\u001B[?1004h';
export const disableFocusReports = '\u001B[?1004l';

/** What it then sends, without its introducer; null is something else. */
export function parseFocus(control: string): boolean | null {
	return control === 'I' ? true : control === 'O' ? false : null;
}

/** Focus reports (xterm, mode 1004). */
export const enableFocusReports = '\u001B[?1004h';
export const disableFocusReports = '\u001B[?1004l';

/** Parses a report without its CSI. Null if it is not a focus report. */
export function parseFocus(control: string): boolean | null {
	return control === 'I' ? true : control === 'O' ? false : null;
}

/** Sequences that change the modes of the terminal. */

export const hideCursor = '\u001B[?25l';
export const showCursor = '\u001B[?25h';

export const enterAlternateScreen = '\u001B[?1049h';
export const leaveAlternateScreen = '\u001B[?1049l';
/** Ink writes this sequence to repaint the whole screen. */
export const homeAndEraseDown = '\u001B[1;1H\u001B[J';

/** Begins a synchronized update (mode 2026 of kitty, iTerm2 and others). The terminal shows the update when it ends. */
export const beginSynchronizedUpdate = '\u001B[?2026h';
export const endSynchronizedUpdate = '\u001B[?2026l';

/** Disables auto-wrap (DECAWM, VT100): text that exceeds the row overwrites its last cell. */
export const disableAutoWrap = '\u001B[?7l';
export const enableAutoWrap = '\u001B[?7h';

/** The terminal marks pasted text (bracketed paste, mode 2004 of xterm), so that it is not read as keys. */
export const enableBracketedPaste = '\u001B[?2004h';
export const disableBracketedPaste = '\u001B[?2004l';

export const enableFocusReports = '\u001B[?1004h';
export const disableFocusReports = '\u001B[?1004l';

/** Reports of mouse buttons and the wheel (mode 1000 of xterm) in the SGR encoding (mode 1006), for any column. */
export const enableMouseReports = '\u001B[?1000h\u001B[?1006h';
export const disableMouseReports = '\u001B[?1006l\u001B[?1000l';

/**
 * Ends everything that an interrupted frame may leave open: an incomplete escape sequence (ST), a synchronized update,
 * disabled auto-wrap, styles (SGR), a link (OSC 8).
 */
const endCutFrame = `\u001B\\${endSynchronizedUpdate}${enableAutoWrap}\u001B[0m\u001B]8;;\u0007`;
/** If reports stayed enabled, they would appear as text in the shell. */
const endReports = `${disableMouseReports}${disableFocusReports}${disableBracketedPaste}`;

/**
 * Restores the modes that the shell expects. `leaveAlternateScreen` moves the cursor to the position saved last, even if
 * the main screen is already active. Saving the position first (DECSC) keeps the cursor in place in that case.
 */
export const restoreShellModes = `${endCutFrame}${endReports}\u001B7${leaveAlternateScreen}${showCursor}`;

/** Erases the last frame on a terminal without an alternate screen. */
export const eraseFrame = endCutFrame + homeAndEraseDown;

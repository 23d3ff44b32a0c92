import assert from 'node:assert/strict';
import {assertKeyless} from '../../e2e/key.ts';
import type {TestTerminal} from '../../helpers/terminal.ts';
import {assertAllowed, readTerminal} from '../terminal-grammar.ts';

/**
 * Asserts that a terminal that ignores the switch to the alternate screen shows only what was printed after the
 * program left that screen (D10).
 */
export function assertErased(terminal: TestTerminal): void {
	const [, ...afterEntering] = terminal.raw().toString().split('\u001B[?1049h');
	const [, ...afterLeaving] = (afterEntering.at(-1) ?? '').split('\u001B[?1049l');

	if (afterEntering.length > 0) {
		const {text} = readTerminal(afterLeaving.join(''), {sequences: true});
		const shown = withoutSpaces(terminal.screen().join(''));
		assert.ok(withoutSpaces(text).endsWith(shown), terminal.screen().join('\n'));
	}
}

/** Asserts that the program wrote only allowed escape sequences, and never the API key (S4). */
export function assertWritten(terminal: TestTerminal): void {
	assertAllowed(terminal.raw().toString(), {sequences: true});
	assertKeyless(terminal.raw());
}

function withoutSpaces(text: string): string {
	return text.replaceAll(/\s+/g, '');
}

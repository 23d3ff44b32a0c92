import {runState, type RunState} from '../../core/run-state.ts';
import {hasEnded, type Run} from '../../core/run.ts';
import type {ForeignText} from '../../core/text/sanitize.ts';
import {blank, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';

export const stateStyles: Readonly<Record<RunState, StyleName>> = {
	waiting: 'muted',
	queued: 'queued',
	running: 'running',
	stalled: 'warn',
	late: 'warn',
	succeeded: 'muted',
	failed: 'bad',
	canceled: 'muted',
	other: 'warn',
};

export function stateGlyph(state: RunState, {glyphs}: Appearance): Span {
	return span(glyphs.phases[state], stateStyles[state]);
}

/** Returns the sign and the word of a phase; for a status that this program does not know, the word of the service. */
export function signedState(
	phase: RunState,
	status: ForeignText | null,
	appearance: Appearance,
): Line {
	const {states} = appearance.messages;
	const word = (phase === 'other' ? status?.safe : null) ?? states[phase];
	return [stateGlyph(phase, appearance), blank(1), span(word, stateStyles[phase])];
}

/** Returns the state of a run in a word, or if polling has stopped before its end, the reason. */
export function stateWord(run: Run, {messages: {states, run: words}}: Appearance): Span {
	const state = runState(run);
	const {gaveUp} = run.polling;
	return gaveUp !== null && !hasEnded(run)
		? span(words.gaveUp[gaveUp].word, 'warn')
		: span(
				state === 'other' ? (run.execution?.status.safe ?? '') : states[state],
				stateStyles[state],
			);
}

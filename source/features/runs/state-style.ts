import {runState, type RunState} from '../../core/run-state.ts';
import type {Run} from '../../core/run.ts';
import {span, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';

export const stateStyles: Readonly<Record<RunState, StyleName>> = {
	waiting: 'muted',
	queued: 'queued',
	running: 'running',
	stalled: 'warn',
	late: 'warn',
	succeeded: 'good',
	failed: 'bad',
	canceled: 'muted',
	other: 'warn',
};

export function stateGlyph(state: RunState, {glyphs}: Appearance): Span {
	return span(glyphs.phases[state], stateStyles[state]);
}

export function stateWord(run: Run, {messages}: Appearance): Span {
	const state = runState(run);
	const {gaveUp} = run.polling;

	if (gaveUp !== null && state === 'waiting') {
		return span(messages.screen.gaveUp[gaveUp].word, 'warn');
	}

	return span(
		state === 'other' ? (run.execution?.status.safe ?? '') : messages.screen.phases[state],
		stateStyles[state],
	);
}

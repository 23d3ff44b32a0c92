import {lateSince, stalledSince} from '../../core/forecast/anomalies.ts';
import type {Run} from '../../core/run.ts';
import type {Phase} from '../../core/execution.ts';
import {span, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';

/** What a run is shown as: its phase, that it has not been heard of, or that it is stalled or late; stalled goes first. */
export type RunState = Phase | 'waiting' | 'stalled' | 'late';

const tones: Readonly<Record<RunState, StyleName>> = {
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

export function runState(run: Run): RunState {
	if (stalledSince(run) !== null) {
		return 'stalled';
	}

	return lateSince(run) === null ? (run.execution?.phase ?? 'waiting') : 'late';
}

export function stateTone(state: RunState): StyleName {
	return tones[state];
}

/** The glyph of a run's state, in its tone. */
export function stateGlyph(state: RunState, {glyphs}: Appearance): Span {
	return span(glyphs.phases[state], stateTone(state));
}

/** The word for a run's state, in its tone. A status that this program does not know is shown as the service wrote it. */
export function stateWord(run: Run, {messages}: Appearance): Span {
	const state = runState(run);
	const {gaveUp} = run.polling;

	if (gaveUp !== null && state === 'waiting') {
		return span(messages.screen.gaveUp[gaveUp].word, 'warn');
	}

	return span(
		state === 'other' ? (run.execution?.status.safe ?? '') : messages.screen.phases[state],
		stateTone(state),
	);
}

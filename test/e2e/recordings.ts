import type {TestContext} from 'node:test';
import {fileOf} from '../commands/tool.ts';

/** The first line of a recording. */
export const header = {
	format: 'chenyu-top-recording',
	version: 1,
	program: '0.1.0',
	started: '2026-05-08T10:00:00.000Z',
};

/** A line of a recording: a poll response of a run. */
export function response(
	at: number,
	answer: object,
	{execution = 'a', next}: {readonly execution?: string; readonly next: number | null},
): object {
	return {at, polls: [{execution, at, next, answer}]};
}

/** Writes a recording to a temporary file: the header, then `start`, then `lines`. Returns the path of the file. */
export function writeRecording(
	t: TestContext,
	lines: readonly object[],
	start: readonly object[] = [{at: 0, watch: ['a']}],
): string {
	const text = [header, ...start, ...lines].map(line => `${JSON.stringify(line)}\n`);
	return fileOf(t, 'watch.jsonl', text.join(''));
}

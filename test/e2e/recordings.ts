import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {temporaryFolder} from '../helpers/program.ts';

/** The first line of a recording. */
export const header = {
	format: 'chenyu-top-recording',
	version: 1,
	program: '0.1.0',
	started: '2026-05-08T10:00:00.000Z',
	part: 0,
};

/** A line of a recording: a poll response of a run. */
export function response(
	at: number,
	answer: object,
	{execution = 'a', next = 1000}: {readonly execution?: string; readonly next?: number | null} = {},
): object {
	return {at, execution, next, answer};
}

/** Writes a recording to a temporary file: the header, then `start`, then `lines`. Returns the path of the file. */
export function writeRecording(
	t: TestContext,
	lines: readonly object[],
	start: readonly object[] = [{at: 0, watch: ['a']}],
): string {
	const file = join(temporaryFolder(t), 'watch.jsonl');
	const text = [header, ...start, ...lines].map(line => `${JSON.stringify(line)}\n`);
	writeFileSync(file, text.join(''));
	return file;
}

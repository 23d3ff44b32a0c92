import {readFileSync, statSync} from 'node:fs';
import * as v from 'valibot';
import {ApiError} from '../../api/errors.ts';
import {systemErrorCode} from '../../core/error-code.ts';
import {createLineReader, formatName, formatVersion, type RecordedStep} from './format.ts';

/** A recording in memory. */
export type Recording = Readonly<Exclude<ReturnType<typeof openRecording>, CannotReplay>>;

/** `why`: the error code of the operating system. */
type CannotReplay =
	{readonly kind: 'unreadable'; readonly why: string} | {readonly kind: 'no-recording'};

const header = v.object({
	format: v.literal(formatName),
	version: v.literal(formatVersion),
	started: v.pipe(v.string(), v.transform(Date.parse), v.number()),
	once: v.optional(v.boolean(), false),
});

/** Reads a recording. Skips damaged lines. */
export function openRecording(path: string) {
	const text = readText(path);

	if (typeof text !== 'string') {
		return text;
	}

	const [first = '', ...lines] = text.replace(/\n$/, '').split('\n');
	const read = v.safeParse(header, parseJson(first));

	if (!read.success) {
		return {kind: 'no-recording'} satisfies CannotReplay;
	}

	const {started, once} = read.output;
	const readLine = createLineReader(started);
	const steps: RecordedStep[] = [];
	const broken: number[] = [];

	for (const [index, line] of lines.entries()) {
		try {
			const step = readLine(parseJson(line));

			if (step !== null) {
				steps.push({...step, at: Math.max(step.at, steps.at(-1)?.at ?? step.at)});
			}
		} catch (error) {
			if (!(error instanceof v.ValiError || error instanceof ApiError)) {
				throw error;
			}

			broken.push(index + 2);
		}
	}

	const [added] = steps.flatMap(({action}) => (action.type === 'runsAdded' ? [action.ids] : []));
	return {
		started,
		/** Whether it was recorded with `--once`. */
		once,
		/** The time of the first step since the start of the recording. The replay starts here. */
		beginning: steps[0]?.at ?? 0,
		/** The time of the last step. */
		length: steps.at(-1)?.at ?? 0,
		/** The ids of the runs that were watched at the start. */
		ids: added?.map(({exact}) => exact) ?? [],
		/** The recorded actions. Their times never decrease. */
		steps,
		/** The numbers of the damaged lines, counted from 1. */
		broken,
	};
}

function readText(path: string): string | CannotReplay {
	try {
		// Reading a pipe would block until it has a writer.
		return statSync(path).isFile() ? readFileSync(path, 'utf8') : {kind: 'no-recording'};
	} catch (error) {
		return {kind: 'unreadable', why: systemErrorCode(error)};
	}
}

/** Returns null for text that is no JSON. */
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

import * as files from 'node:fs/promises';
import {dirname, relative, sep} from 'node:path';
import {setImmediate} from 'node:timers/promises';
import {withoutQueries} from '../core/text/without-secrets.ts';
import {rfc3339} from '../core/time/rfc3339.ts';
import {emptyTracker} from '../features/nodes/node-timeline-tracker.ts';
import {nodeTimeline} from '../features/nodes/node-timeline.ts';
import {
	fileErrorCode,
	fileFailure,
	firstNumbered,
	nullIfMissing,
	replaceFile,
} from '../features/outputs/download/files.ts';
import type {FileNaming} from '../features/outputs/download/file-naming.ts';
import {safeSegment} from '../features/outputs/download/safe-name.ts';
import {downloadOf} from '../features/outputs/index.ts';
import {eventFields} from '../report/event-fields.ts';
import type {Effect} from '../store/effect.ts';
import type {Notice} from '../store/notice.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {hasEnded, type Run} from '../core/run.ts';
import type {State} from '../store/state.ts';

/** The number of log entries that are read at once. */
const portion = 25_000;

/**
 * Saves what is known of a run as JSON beside its outputs: as `run.json` in a folder of its own, else as
 * `run-ID.json`. Replaces an earlier record of the run, but no other file. Returns a notice if that fails.
 */
export async function saveRunRecord(
	{id, beside}: Extract<Effect, {type: 'saveRunRecord'}>,
	state: State,
	{hasRunFolder}: FileNaming,
): Promise<Notice | null> {
	const run = state.runs.get(id);
	const folder = dirname(beside);
	const stem = hasRunFolder ? 'run' : safeSegment(`run-${id}`, 80);

	if (run === undefined) {
		return null;
	}

	try {
		const text = `${JSON.stringify(await recordOf(state, run, folder), withoutSignatures, '\t')}\n`;
		await firstNumbered(folder, {stem, extension: '.json'}, async path => {
			const isFree = (await nullIfMissing(files.lstat(path))) === null;

			if (!isFree && !(await isRecordOf(id, path))) {
				return null;
			}

			await replaceFile(path, text, files);
			return path;
		});
		return null;
	} catch (error) {
		const why = fileFailure(error);

		if (why === null) {
			throw error;
		}

		return {kind: 'output-not-saved', what: cleanName(`${stem}.json`), why};
	}
}

/** Names and values are those of the `run` event of `--json`. `file` is a path from the folder of the record. */
async function recordOf(state: State, run: Run, folder: string): Promise<object> {
	const {execution, id, inputs} = run;
	return {
		schema: 1,
		run_order_id: id,
		...eventFields(run),
		inputs: Object.fromEntries((inputs ?? []).map(({key, value}) => [key.exact, value.exact])),
		nodes: await nodesOf(run),
		outputs: (execution?.outputs ?? []).map(output => {
			const phase = downloadOf(state, id, output)?.phase;
			return {
				key: output.key.exact,
				kind: output.kind,
				file:
					phase?.kind === 'done' ? relative(folder, phase.path.exact).replaceAll(sep, '/') : null,
			};
		}),
	};
}

/** Reads the log in portions between which keys are handled. */
async function nodesOf(run: Run): Promise<readonly object[]> {
	let tracker = emptyTracker;

	while (tracker.read < run.log.length) {
		tracker = tracker.extend(run.log, portion);
		await setImmediate();
	}

	const {bars} = nodeTimeline(tracker, {
		startedAt: run.execution?.startedAt ?? null,
		terminalAt: run.execution?.terminalAt ?? null,
		isFinal: hasEnded(run),
		asOf: run.polling.respondedAt ?? 0,
	});
	return bars.map(({id, caption, state, times: [first], time}) => ({
		node_id: id,
		title: caption,
		state,
		started_at: first === undefined ? null : rfc3339(first.from),
		seconds: time === null ? null : time / 1000,
	}));
}

function withoutSignatures(_name: string, value: unknown): unknown {
	return typeof value === 'string' ? withoutQueries(value) : value;
}

async function isRecordOf(id: string, path: string): Promise<boolean> {
	try {
		const isFile = (await files.lstat(path)).isFile();
		const value: unknown = isFile ? JSON.parse(await files.readFile(path, 'utf8')) : null;
		return (value as {readonly run_order_id?: unknown} | null)?.run_order_id === id;
	} catch (error) {
		if (error instanceof SyntaxError || fileErrorCode(error) === 'ENOENT') {
			return false;
		}

		throw error;
	}
}

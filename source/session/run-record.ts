import * as files from 'node:fs/promises';
import {dirname, relative, sep} from 'node:path';
import {nullIfMissing} from '../core/error-code.ts';
import type {Run} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {withoutQueries} from '../core/text/without-secrets.ts';
import {rfc3339} from '../core/time/rfc3339.ts';
import {nodesOf} from '../features/nodes/node-timeline.ts';
import {downloadFailureOf} from '../features/outputs/download/errors.ts';
import {safeSegment} from '../features/outputs/download/file-naming.ts';
import {firstNumbered} from '../features/outputs/download/files.ts';
import {downloadOf} from '../features/outputs/index.ts';
import {labelOf} from '../features/runs/index.ts';
import {eventFields} from '../report/event-fields.ts';
import type {Effect} from '../store/effect.ts';
import type {Notice} from '../store/notice.ts';
import type {State} from '../store/state.ts';

/**
 * Saves what is known of a run as JSON beside its outputs: as `run.json` in a folder of its own, else as
 * `run-ID.json`. Replaces an earlier record of the run, but no other file. Returns a notice if that fails.
 */
export async function saveRunRecord(
	{id, beside}: Extract<Effect, {type: 'saveRunRecord'}>,
	state: State,
): Promise<Notice | null> {
	const run = state.runs.get(id);
	const folder = dirname(beside);
	const hasRunFolder = /\{id\}.*\//.test(state.saving.template ?? '');
	const stem = hasRunFolder ? 'run' : safeSegment(`run-${id}`, 80);

	if (run === undefined) {
		return null;
	}

	try {
		const text = `${JSON.stringify(recordOf(state, run, folder), withoutSignatures, '\t')}\n`;
		await firstNumbered(folder, {stem, extension: '.json'}, async path => {
			if (!(await isFreeFor(id, path))) {
				return undefined;
			}

			const fresh = `${path}.${process.pid}.new`;

			try {
				await files.writeFile(fresh, text, {flag: 'wx', mode: 0o600});
				await files.rename(fresh, path);
				return path;
			} finally {
				await files.rm(fresh, {force: true});
			}
		});
		return null;
	} catch (error) {
		return {
			kind: 'output-not-saved',
			what: cleanName(`${stem}.json`),
			why: downloadFailureOf(error),
		};
	}
}

/** Names and values are those of the `run` event of `--json`. `file` is a path from the folder of the record. */
function recordOf(state: State, run: Run, folder: string): object {
	const {execution, id, inputs} = run;
	return {
		schema: 1,
		run_order_id: id,
		label: labelOf(state, id)?.exact ?? null,
		...eventFields(run),
		inputs: Object.fromEntries((inputs ?? []).map(({key, value}) => [key.exact, value.exact])),
		nodes: nodeRecords(run),
		outputs: (execution?.outputs ?? []).map(output => {
			const phase = downloadOf(state, {run, output})?.phase;
			return {
				key: output.key.exact,
				kind: output.kind,
				file:
					phase?.kind === 'done' ? relative(folder, phase.path.exact).replaceAll(sep, '/') : null,
			};
		}),
	};
}

function nodeRecords(run: Run): readonly object[] {
	return nodesOf(run).bars.map(({id, caption, state, times: [first], time}) => ({
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

async function isFreeFor(id: string, path: string): Promise<boolean> {
	const stats = await nullIfMissing(files.lstat(path));
	return (
		stats === null ||
		(stats.isFile() &&
			(await files.readFile(path, 'utf8')).includes(`"run_order_id": ${JSON.stringify(id)}`))
	);
}

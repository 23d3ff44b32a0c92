import type {RunProfile} from '../core/forecast/run-profile.ts';
import {
	maxWorkflows,
	emptySavedState,
	sortKeys,
	type ListSort,
	type SavedState,
} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';
import {readRunProfiles, writeRunProfiles} from './run-profile-json.ts';

/** The file's own version; what a later one holds is not touched. */
const version = 1;

/** More is not kept, the newest stay: the file is to be read and written in a moment. */
const maxIds = 2000;
const longestId = 256;

type Json = Readonly<Record<string, unknown>>;

/** What the file holds: a memory for each service, since the runs of one mean nothing to another. */
export type StorageFile = ReadonlyMap<string, SavedState>;

/** Reads the text of the file; tells why where it cannot. Parts that are wrong are as if they were not there. */
export function readStorageFile(text: string): StorageFile | 'broken' | 'newer' {
	const file = parse(text);

	if (!isRecord(file) || typeof file['version'] !== 'number' || !isRecord(file['services'])) {
		return 'broken';
	}

	if (file['version'] > version) {
		return 'newer';
	}

	return new Map(
		Object.entries(file['services']).map(([service, part]) => [
			service,
			readRemembered(isRecord(part) ? part : {}),
		]),
	);
}

/** The text of the file. */
export function writeStorageFile(file: StorageFile): string {
	const services = Object.fromEntries(
		[...file].map(([service, saved]) => [service, toJson(saved)]),
	);
	return `${JSON.stringify({version, services}, null, '\t')}\n`;
}

function toJson({watched, dropped, marked, pinned, sort: order, runProfiles}: SavedState): Json {
	return {
		watched: newest(watched),
		dropped: newest(dropped),
		marked: newest(marked),
		pinned: newest(pinned),
		sort: order,
		run_seconds: writeRunProfiles(runProfiles),
	};
}

function readRemembered(part: Json): SavedState {
	return {
		watched: readIds(part['watched']),
		dropped: readIds(part['dropped']),
		marked: readIds(part['marked']),
		pinned: readIds(part['pinned']),
		sort: readOrder(part['sort']),
		runProfiles: readTimes(part['run_seconds']),
	};
}

function readIds(value: unknown): ReadonlySet<RunOrderId> {
	const ids: readonly unknown[] = Array.isArray(value) ? value : [];
	return new Set(ids.filter(isId).slice(-maxIds));
}

function readOrder(value: unknown): ListSort {
	const {key, descending} = isRecord(value) ? value : {};
	const known = sortKeys.find(name => name === key);
	return known === undefined ? emptySavedState.sort : {key: known, descending: descending === true};
}

function readTimes(value: unknown): SavedState['runProfiles'] {
	return new Map(
		Object.entries(isRecord(value) ? value : {})
			.slice(-maxWorkflows)
			.map(([workflowId, runs]) => [workflowId, readRuns(runs)]),
	);
}

function readRuns(value: unknown): ReadonlyMap<RunOrderId, RunProfile> {
	return new Map(
		Object.entries(isRecord(value) ? value : {}).flatMap(([id, told]) => {
			const profile = isId(id) ? readRunProfiles(told) : null;
			return profile === null ? [] : [[id, profile] as const];
		}),
	);
}

function newest(ids: ReadonlySet<RunOrderId>): readonly RunOrderId[] {
	return [...ids].filter(isId).slice(-maxIds);
}

function isId(value: unknown): value is RunOrderId {
	return typeof value === 'string' && value !== '' && value.length <= longestId;
}

function isRecord(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		// What is no JSON is told as a broken file by whoever asked.
		return null;
	}
}

import type {RunProfile} from '../core/forecast/run-profile.ts';
import {
	maxWorkflows,
	emptySavedState,
	type ListSort,
	type SavedState,
} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';
import {readRunProfile, writeRunProfiles} from './run-profile-json.ts';

/** The version of the format of `state.json`. A file with a higher version is not overwritten. */
const version = 1;

/** The maximum number of saved run ids in each set, such as `pinned`. The newest ids are kept. */
const maxIds = 2000;
const maxIdLength = 256;

type Json = Readonly<Record<string, unknown>>;

/** The content of `state.json`: one saved state for each service and profile (see `StorageOptions.service`). */
export type StorageFile = ReadonlyMap<string, SavedState>;

/** Ignores invalid parts. `broken`: no valid structure. `newer`: a later version of this program wrote it. */
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
			readSavedState(isRecord(part) ? part : {}),
		]),
	);
}

export function writeStorageFile(file: StorageFile): string {
	const services = Object.fromEntries(
		[...file].map(([service, saved]) => [service, toJson(saved)]),
	);
	return `${JSON.stringify({version, services}, null, '\t')}\n`;
}

function toJson({watched, dropped, marked, pinned, sort, runProfiles}: SavedState): Json {
	return {
		watched: newest(watched),
		dropped: newest(dropped),
		marked: newest(marked),
		pinned: newest(pinned),
		sort,
		run_seconds: writeRunProfiles(runProfiles),
	};
}

function readSavedState(part: Json): SavedState {
	return {
		watched: readIds(part['watched']),
		dropped: readIds(part['dropped']),
		marked: readIds(part['marked']),
		pinned: readIds(part['pinned']),
		sort: readSort(part['sort']),
		runProfiles: readProfiles(part['run_seconds']),
	};
}

function readIds(value: unknown): ReadonlySet<RunOrderId> {
	const ids: readonly unknown[] = Array.isArray(value) ? value : [];
	return new Set(ids.filter(isId).slice(-maxIds));
}

function readSort(value: unknown): ListSort {
	const {key, descending} = isRecord(value) ? value : {};
	return typeof key === 'string' ? {key, descending: descending === true} : emptySavedState.sort;
}

function readProfiles(value: unknown): SavedState['runProfiles'] {
	return new Map(
		Object.entries(isRecord(value) ? value : {})
			.slice(-maxWorkflows)
			.map(([workflowId, runs]) => [workflowId, readRuns(runs)]),
	);
}

function readRuns(value: unknown): ReadonlyMap<RunOrderId, RunProfile> {
	return new Map(
		Object.entries(isRecord(value) ? value : {}).flatMap(([id, json]) => {
			const profile = isId(id) ? readRunProfile(json) : null;
			return profile === null ? [] : [[id, profile] as const];
		}),
	);
}

function newest(ids: ReadonlySet<RunOrderId>): readonly RunOrderId[] {
	return [...ids].filter(isId).slice(-maxIds);
}

function isId(value: unknown): value is RunOrderId {
	return typeof value === 'string' && value !== '' && value.length <= maxIdLength;
}

function isRecord(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		// `readStorageFile` reports null as a broken file.
		return null;
	}
}

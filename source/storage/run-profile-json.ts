import {profileParts, type RunProfile} from '../core/forecast/run-profile.ts';
import {maxWorkflows, type RunProfiles} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';

/**
 * A `RunProfile` as JSON. A profile that contains only the duration of the run is a plain number, in seconds. The
 * numbers of `curve` are joined to one text, because pretty-printed JSON would use a line for each number.
 */
type RunProfileJson =
	| number
	| {
			readonly seconds: number;
			readonly curve?: string;
			/** The longest time between two steps of the run, in seconds. */
			readonly quiet?: number;
			/** The end time in Unix milliseconds. */
			readonly ended?: number;
			/** The share of the duration (0 to 1) during which the end of the run was forecast too early. */
			readonly above?: number;
			/** The share of the duration (0 to 1) during which the end of the run was forecast too late. */
			readonly below?: number;
	  };

export function writeRunProfiles(
	runProfiles: RunProfiles,
): Readonly<Record<string, Readonly<Record<RunOrderId, RunProfileJson>>>> {
	return Object.fromEntries(
		[...runProfiles]
			.slice(-maxWorkflows)
			.map(([workflowId, runs]) => [
				workflowId,
				Object.fromEntries([...runs].map(([id, profile]) => [id, profileToJson(profile)])),
			]),
	);
}

export function readRunProfile(value: unknown): RunProfile | null {
	const fields: Readonly<Record<string, unknown>> =
		typeof value === 'object' && value !== null ? {...value} : {seconds: value};
	const seconds = readCount(fields['seconds']);
	const endedAt = readCount(fields['ended']);
	const [above, below] = [readShare(fields['above']), readShare(fields['below'])];
	return seconds === null
		? null
		: {
				seconds,
				curve: readCurve(fields['curve']),
				longestIdleSec: readCount(fields['quiet']),
				...(endedAt === null ? {} : {endedAt}),
				...(above === null || below === null ? {} : {missed: {above, below}}),
			};
}

function profileToJson({
	seconds,
	curve,
	longestIdleSec,
	endedAt,
	missed,
}: RunProfile): RunProfileJson {
	return curve === null && longestIdleSec === null && endedAt === undefined && missed === undefined
		? seconds
		: {
				seconds,
				...(curve === null ? {} : {curve: curve.join(' ')}),
				...(longestIdleSec === null ? {} : {quiet: longestIdleSec}),
				...(endedAt === undefined ? {} : {ended: endedAt}),
				...missed,
			};
}

function readCurve(value: unknown): RunProfile['curve'] {
	const curve = typeof value === 'string' ? value.split(' ').map(Number) : [];
	const rises = curve.every(
		(percent, index) => percent >= (curve[index - 1] ?? 0) && percent <= 100,
	);
	return curve.length === profileParts - 1 && rises ? curve : null;
}

function readShare(value: unknown): number | null {
	const share = readCount(value);
	return share === null || share > 1 ? null : share;
}

function readCount(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

import {parts, type LearntRun} from '../domain/learnt-run.ts';
import {mostWorkflows, type RunTimes} from '../domain/remembered.ts';
import type {RunOrderId} from '../domain/run.ts';

/** As it stands in the file; a curve is a text, since a number a line would make it thirty times as long. */
type LearntJson =
	| number
	| {
			readonly seconds: number;
			readonly curve?: string;
			readonly quiet?: number;
			/** Milliseconds since 1970. */
			readonly ended?: number;
	  };

/** What runs taught, as it is written. */
export function writeRunTimes(
	runTimes: RunTimes,
): Readonly<Record<string, Readonly<Record<RunOrderId, LearntJson>>>> {
	return Object.fromEntries(
		[...runTimes]
			.slice(-mostWorkflows)
			.map(([workflowId, runs]) => [
				workflowId,
				Object.fromEntries([...runs].map(([id, learnt]) => [id, writeLearnt(learnt)])),
			]),
	);
}

/** Reads what one run taught; null where it makes no sense. A bare number is how long it took, as earlier versions wrote it. */
export function readLearnt(value: unknown): LearntRun | null {
	const fields: Readonly<Record<string, unknown>> =
		typeof value === 'object' && value !== null ? {...value} : {seconds: value};
	const seconds = readCount(fields['seconds']);
	const endedAt = readCount(fields['ended']);
	return seconds === null
		? null
		: {
				seconds,
				curve: readCurve(fields['curve']),
				quietSec: readCount(fields['quiet']),
				...(endedAt === null ? {} : {endedAt}),
			};
}

function writeLearnt({seconds, curve, quietSec, endedAt}: LearntRun): LearntJson {
	return curve === null && quietSec === null && endedAt === undefined
		? seconds
		: {
				seconds,
				...(curve === null ? {} : {curve: curve.join(' ')}),
				...(quietSec === null ? {} : {quiet: quietSec}),
				...(endedAt === undefined ? {} : {ended: endedAt}),
			};
}

function readCurve(value: unknown): LearntRun['curve'] {
	const curve = typeof value === 'string' ? value.split(' ').map(Number) : [];
	const rises = curve.every(
		(percent, index) => percent >= (curve[index - 1] ?? 0) && percent <= 100,
	);
	return curve.length === parts - 1 && rises ? curve : null;
}

function readCount(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

import {executionCost} from '../core/execution.ts';
import {forecast, likelySeconds} from '../core/forecast/forecast.ts';
import {memoizeByObject} from '../core/memoize.ts';
import {
	runFieldEntries,
	type ExecutionFieldName,
	type FieldType,
	type FieldValues,
	type RunFieldName,
	type RunFields,
} from '../core/run-fields.ts';
import {lateSince, stalledSince} from '../core/run-state.ts';
import type {Run} from '../core/run.ts';
import {rfc3339} from '../core/time/calendar.ts';

type JsonValue = string | number | null;

/** The fields of a `run` event by their names in JSON, such as `total_cost`. Unknown values are null. */
type EventFields = Readonly<Record<string, JsonValue>>;

const toJson: {readonly [Type in FieldType]: (value: FieldValues[Type]) => JsonValue} = {
	name: text => text.exact,
	prose: text => text.exact,
	number: value => value,
	integer: value => Math.round(value),
	percent: value => value,
	// Exact up to 15 digits, such as seven before the decimal point and eight after it.
	money: Number,
	time: rfc3339,
};

/** The computed fields. `totalCost` is one of them, because a response can contain only the parts of the cost. */
type DerivedFields = {
	readonly [Name in Exclude<RunFieldName, ExecutionFieldName> | 'totalCost']:
		FieldValues[RunFields[Name]['type']] | null;
};

/**
 * Returns the fields of a run. They depend only on its newest response, not on the current time. Otherwise they would
 * change all the time, and each change would cause an event.
 */
export const eventFields = memoizeByObject((run: Run): EventFields => {
	const {execution} = run;
	const derived: DerivedFields = {
		etaSec: likelySeconds(forecast(run, run.polling.respondedAt ?? 0)),
		stalledSince: stalledSince(run),
		lateSince: lateSince(run),
		totalCost: executionCost(execution),
		title: run.title,
	};
	return toEventFields({...execution, ...derived});
});

/** Returns the fields of a `run` event for values by their names in this program. Missing values are null. */
export function toEventFields(values: Readonly<Record<string, unknown>>): EventFields {
	return Object.fromEntries(
		runFieldEntries.map(({name, json, type}) => {
			const value = values[name] ?? null;
			return [json, toJsonValue(value, type)];
		}),
	);
}

export function toJsonValue(value: unknown, type: FieldType): JsonValue {
	return value === null ? null : toJson[type](value as never);
}

export function sameFields(a: EventFields, b: EventFields): boolean {
	return Object.keys(a).every(name => a[name] === b[name]);
}

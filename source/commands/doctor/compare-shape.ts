import {isReadable, isRecord, type JsonObject} from '../../api/wire/readers.ts';
import type {Shape} from '../../api/wire/response-shapes.ts';
import {closestName} from '../../config/usage-error.ts';

/**
 * `absent`: null, or not there, as it may be. `missing`: not there, or null, but should be. `other-type`: the program
 * cannot read it. `unread`: the program does not know this field.
 */
export const fieldStates = ['ok', 'absent', 'missing', 'other-type', 'unread'] as const;

/** What came for one field, over all objects that should have it. */
export type FieldComparison = {
	/** The path in `data`, such as `items[].title`. */
	readonly field: string;
	readonly state: (typeof fieldStates)[number];
	/** The type of the field in this program, such as `money` or `list`; null for an unread field. */
	readonly expected: string | null;
	/**
	 * The JSON types of what cannot be read or is not known: `text`, `number`, `object`, `list`, `boolean` or `null`. `fraction`:
	 * from 0 to 1 instead of 100.
	 */
	readonly found: readonly string[];
	/** The forms of times, such as `unix ms` or `9999-99-99 99:99:99`, and of texts that are no number, such as `99%`. */
	readonly forms: readonly string[];
	/** Values that this program does not know, such as a new status. */
	readonly unknown: readonly string[];
	/** The field that may have taken the place of this one, or the value that an unknown one resembles. */
	readonly similar: string | null;
	/** In how many of `of` objects the field is in this state. */
	readonly count: number;
	readonly of: number;
};

export function isDifferent({state}: Pick<FieldComparison, 'state'>): boolean {
	return state === 'missing' || state === 'other-type';
}

/** Compares what came in one place with its shape. `path`: of this place, empty for the whole response. */
export function compareShape(
	shape: Shape,
	values: readonly unknown[],
	path = '',
): readonly FieldComparison[] {
	if (shape.kind === 'list') {
		return compareShape(shape.item, values.filter(Array.isArray).flat(), `${path}[]`);
	}

	if (shape.kind !== 'object') {
		return [];
	}

	const objects = values.filter(isRecord);
	const pathOf = (name: string) => (path === '' ? name : `${path}.${name}`);
	const names = [...new Set(objects.flatMap(object => Object.keys(object)))];
	const unread = names.filter(name => !Object.hasOwn(shape.fields, name));
	const known = Object.entries(shape.fields).flatMap(([name, part]) => {
		const renamed = names.includes(name) ? null : similarName(name, part, unread, objects);
		const parts = objects.map(object => object[renamed ?? name]);
		return [
			{...compareField(part, name, objects, renamed), field: pathOf(name)},
			...compareShape(part, parts, pathOf(renamed ?? name)),
		];
	});
	const moved = new Set(known.map(({similar}) => similar));
	const others = unread
		.filter(name => !moved.has(name))
		.map((name): FieldComparison => {
			const parts = valuesOf(objects, name);
			return {
				field: pathOf(isIdentifier(name) ? name : `[${textMark(name)}]`),
				state: 'unread',
				expected: null,
				found: typesOf(parts),
				forms: [],
				unknown: [],
				similar: null,
				count: parts.length,
				of: objects.length,
			};
		});
	return [...known, ...others];
}

/** Returns the values of a field in the objects that have it. */
function valuesOf(objects: readonly JsonObject[], name: string): readonly unknown[] {
	return objects.filter(object => Object.hasOwn(object, name)).map(object => object[name]);
}

/**
 * Returns the unread field that has the name of a field in another spelling, such as `runOrderId`, or nearly its name; for
 * a list or an object that must be there, also the only other one.
 */
function similarName(
	name: string,
	shape: Shape,
	unread: readonly string[],
	objects: readonly JsonObject[],
): string | null {
	const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z\d]/g, '');
	const names = unread.filter(isIdentifier);
	const spellings = new Map(names.map(other => [plain(other), other]));
	const meant = plain(name);
	// A field that may be missing is not another one with nearly its name, such as `node` for `code`.
	const found = shape.mayBe === 'missing' ? meant : closestName(meant, [...spellings.keys()]);
	const isGroup = shape.kind === 'list' || (shape.kind === 'object' && shape.mayBe === undefined);
	const [only = null, ...others] = names.filter(
		other => isGroup && valuesOf(objects, other).some(value => isOfShape(value, shape)),
	);
	return spellings.get(found ?? '') ?? (others.length === 0 ? only : null);
}

/** `renamed`: the field that is there in place of this one; null if none is. */
function compareField(
	shape: Shape,
	name: string,
	objects: readonly JsonObject[],
	renamed: string | null,
): Omit<FieldComparison, 'field'> {
	const {kind, mayBe} = shape;
	const type = kind === 'value' ? shape.type : kind;
	const there = valuesOf(objects, name);
	const values = there.filter(value => !isNothing(value, type));
	const isFraction = type === 'percent' && areFractions(values);
	const wrong = isFraction ? values : values.filter(value => !isOfShape(value, shape));
	const nulls = mayBe === 'null' || kind === 'open' ? [] : there.filter(value => value === null);
	const lacking =
		mayBe === 'missing' && renamed === null ? 0 : objects.length - there.length + nulls.length;
	const known = kind === 'value' ? shape.known : undefined;
	const unknown = values
		.map(String)
		.filter(text => known?.texts.includes(known.isAnyCase ? text.toLowerCase() : text) === false);
	const [state, count] =
		wrong.length > 0
			? (['other-type', wrong.length] as const)
			: lacking > 0
				? (['missing', lacking] as const)
				: ([values.length > 0 ? 'ok' : 'absent', values.length] as const);
	return {
		state,
		expected: type,
		found: isFraction ? ['fraction'] : typesOf(state === 'missing' ? nulls : wrong),
		forms:
			kind === 'value'
				? unique(type === 'time' ? values.flatMap(timeForm) : wrong.flatMap(formOf))
				: [],
		unknown: unique(unknown.map(text => (isIdentifier(text) ? text : textMark(text)))),
		similar: renamed ?? closestName(unknown[0]?.toLowerCase() ?? '', known?.texts ?? []),
		count,
		of: objects.length,
	};
}

/** Returns whether a value says that there is none. -1 is an unknown number, and a time in the year 1 is not yet. */
function isNothing(value: unknown, type: string): boolean {
	return (
		(value ?? '') === '' ||
		(type === 'number' && Number(value) < 0) ||
		(type === 'time' && /^0+(1-|$)/.test(String(value)))
	);
}

/** Returns whether percentages seem to go from 0 to 1. A run in its first percent has no more than one of them. */
function areFractions(values: readonly unknown[]): boolean {
	const numbers = values.map(Number);
	return numbers.every(number => number <= 1) && numbers.some(number => number > 0 && number < 1);
}

/** Returns whether this program reads a value in this place. */
export function isOfShape(value: unknown, shape: Shape): boolean {
	switch (shape.kind) {
		case 'value':
			return isReadable(value, shape.type);
		case 'object':
			return isRecord(value) || (shape.isAlsoText === true && typeof value === 'string');
		case 'list':
			return Array.isArray(value);
		case 'open':
			return typeof value === 'object';
	}
}

function typesOf(values: readonly unknown[]): readonly string[] {
	const typeOf = (value: unknown) =>
		value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
	return unique(values.map(value => typeOf(value).replace('string', 'text')));
}

function unique(texts: readonly string[]): readonly string[] {
	return [...new Set(texts)];
}

function timeForm(value: unknown): readonly string[] {
	const number = Number(value);
	return Number.isNaN(number) ? formOf(value) : [number < 100_000_000_000 ? 'unix s' : 'unix ms'];
}

/** Returns the form of a number or a short text, with 9 for digits and `a` for words; none of another value. */
function formOf(value: unknown): readonly string[] {
	const text = typeof value === 'number' ? String(value) : value;
	return typeof text === 'string' && text.length <= 40
		? [
				text
					.replaceAll(/\d/g, '9')
					.replaceAll(/\.9+/g, '.9')
					.replaceAll(/\p{L}{2,}/gu, 'a')
					.replaceAll(/[^9A-Za-z ¥$€%.,:/+-]/g, '?'),
			]
		: [];
}

/**
 * Returns whether a text can be a name of the API, such as a field or a status. Texts of users have other characters, ids
 * many digits, and keys one of two prefixes.
 */
export function isIdentifier(text: string): boolean {
	return /^(?!sk-|cy_)[A-Za-z][\w.-]{0,39}$/.test(text) && !/(?:\d\D*){5}/.test(text);
}

/** What stands for a text that is not shown. */
export function textMark(text: string): string {
	return `text of ${text.length} characters`;
}

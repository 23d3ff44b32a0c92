import {isReadable, isRecord, parseTime, type JsonObject} from '../../api/wire/readers.ts';
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
	/** The JSON types of what cannot be read or is not known: `text`, `number`, `object`, `list`, `boolean` or `null`. */
	readonly found: readonly string[];
	/** The forms of times, such as `YYYY-MM-DD HH:MM:SS`, and of texts that are no number, such as `99%`. */
	readonly forms: readonly string[];
	/** Values that this program does not know, such as a new status. */
	readonly unknown: readonly string[];
	/** The field that may have taken the place of this one, or the value that an unknown one resembles. */
	readonly similar: string | null;
	/** In how many of `of` objects the field is in this state. */
	readonly count: number;
	readonly of: number;
};

export function isDifferent({state}: FieldComparison): boolean {
	return state === 'missing' || state === 'other-type';
}

/** Compares what came in one place with its shape. `path`: of this place, empty for `data`. */
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
		const compared = compareField(part, name, objects);
		const renamed = names.includes(name) ? null : similarField(name, part, unread, objects);
		// Also a field that may be missing is missed if it is there under another name.
		const isMissing =
			renamed !== null && (compared.state === 'missing' || plain(renamed) === plain(name));
		const field = {...compared, field: pathOf(name)};
		const actual = isMissing ? renamed : name;
		const parts = objects.map(object => object[actual]);
		return [
			isMissing ? {...field, state: 'missing' as const, similar: renamed} : field,
			...compareShape(part, parts, pathOf(actual)),
		];
	});
	const moved = new Set(known.map(({similar}) => similar));
	const others = unread
		.filter(name => !moved.has(name))
		.map((name): FieldComparison => {
			const parts = objects.flatMap(object => (Object.hasOwn(object, name) ? [object[name]] : []));
			const field = pathOf(isIdentifier(name) ? name : `[${textMark(name)}]`);
			const found = typesOf(parts);
			return {...nothing, field, state: 'unread', found, count: parts.length, of: objects.length};
		});
	return [...known, ...others];
}

const nothing = {expected: null, found: [], forms: [], unknown: [], similar: null};

function compareField(shape: Shape, name: string, objects: readonly JsonObject[]): FieldComparison {
	const {kind, mayBe} = shape;
	const there = objects.filter(object => Object.hasOwn(object, name)).map(object => object[name]);
	const values = there.filter(value => !isNothing(value, shape));
	const wrong = values.filter(value => !isOfShape(value, shape));
	const isNullAllowed = mayBe === 'null' || kind === 'open';
	const sound = isNullAllowed ? there : there.filter(value => value !== null);
	const lacking = mayBe === 'missing' ? 0 : objects.length - sound.length;
	const [state, count] =
		wrong.length > 0
			? (['other-type', wrong.length] as const)
			: lacking > 0
				? (['missing', lacking] as const)
				: ([values.length > 0 ? 'ok' : 'absent', values.length] as const);
	const type = kind === 'value' ? shape.type : kind;
	const {texts = null, isAnyCase = false} = (kind === 'value' ? shape.known : undefined) ?? {};
	const unknown = values
		.map(String)
		.filter(text => texts?.includes(isAnyCase ? text.toLowerCase() : text) === false);
	return {
		field: name,
		state,
		expected: type,
		found: state === 'missing' ? typesOf(there.filter(value => value === null)) : typesOf(wrong),
		forms: unique((type === 'time' ? values : wrong).flatMap(value => formOf(value, type))),
		unknown: unique(unknown.map(text => (isIdentifier(text) ? text : textMark(text)))),
		similar: closestName(unknown[0]?.toLowerCase() ?? '', texts ?? []),
		count,
		of: objects.length,
	};
}

/** Returns whether a value says that there is none. -1 is an unknown number, and a time in the year 1 is not yet. */
function isNothing(value: unknown, shape: Shape): boolean {
	const type = shape.kind === 'value' ? shape.type : null;
	return (
		(value ?? '') === '' ||
		(type === 'number' && Number(value) < 0) ||
		(type === 'time' && /^0+(1-|$)/.test(String(value)))
	);
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

/** Returns the form of a time, or of a short text in the place of a number; none of another value. */
function formOf(value: unknown, type: string): readonly string[] {
	const text = String(value);

	if (type === 'time' && parseTime(value) !== null) {
		return /^[\d.]+$/.test(text)
			? [`unix ${Number(text) < 100_000_000_000 ? 's' : 'ms'}`]
			: [
					text
						.replace(/^\d{4}-\d\d-\d\d/, 'YYYY-MM-DD')
						.replace(/\d\d:\d\d:\d\d/, 'HH:MM:SS')
						.replace(/\.\d+/, '.SSS'),
				];
	}

	return typeof value === 'string' && text.length <= 24 && type !== 'list' && type !== 'object'
		? [
				text
					.replaceAll(/\d/g, '9')
					.replaceAll(/\p{L}/gu, 'a')
					.replaceAll(/[^9a ¥$€%.,:/+-]/g, '?'),
			]
		: [];
}

/** Returns the unread field that could be the field `name` under another name: by its content and its name. */
function similarField(
	name: string,
	shape: Shape,
	unread: readonly string[],
	objects: readonly JsonObject[],
): string | null {
	const names = unread.filter(isIdentifier);
	const others = names.filter(other => objects.some(object => isLike(object[other], shape)));
	return (
		names.find(other => plain(other) === plain(name)) ??
		others.find(other => closestName(plain(other), [plain(name)]) !== null) ??
		others.find(other => name.endsWith(`_${other}`) || haveSameWord(name, other)) ??
		(shape.kind === 'object' || shape.kind === 'list' ? others[0] : null) ??
		null
	);
}

/** Returns whether a value could be that of a field of this shape. Of objects, half of the fields are enough. */
export function isLike(value: unknown, shape: Shape): boolean {
	if (shape.kind === 'list') {
		return Array.isArray(value) && value.length > 0 && isLike(value[0], shape.item);
	}

	if (shape.kind !== 'object' || !isRecord(value)) {
		return shape.kind !== 'object' && !isNothing(value, shape) && isOfShape(value, shape);
	}

	const known = Object.keys(shape.fields);
	const names = new Set(Object.keys(value).map(plain));
	return known.filter(name => names.has(plain(name))).length * 2 >= known.length;
}

/** Returns a name in the spelling that `run_order_id` and `runOrderId` have in common. */
function plain(name: string): string {
	return name.toLowerCase().replaceAll(/[^a-z\d]/g, '');
}

/** Returns whether words of two names have the same start, as those of `created_at` and `createTime`. */
function haveSameWord(one: string, other: string): boolean {
	const starts = [one, other].map(name =>
		name.split(/_|(?=[A-Z])/).map(word => word.slice(0, 4).toLowerCase()),
	);
	return starts[0]?.some(start => start.length === 4 && starts[1]?.includes(start)) === true;
}

/**
 * Returns whether a text can be a name of the API, such as a field or a status. Texts of users have other characters, ids
 * many digits, and keys one of two prefixes.
 */
export function isIdentifier(text: string): boolean {
	return /^(?!sk-|cy_)[A-Za-z][\w.-]{0,39}$/.test(text) && !/(?:\d\D*){5}/.test(text);
}

/** What stands for a text that is not shown. */
export function textMark(text: string, kind = 'text'): string {
	return `${kind} of ${text.length} characters`;
}

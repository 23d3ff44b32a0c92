import {isReadable, isRecord, unixUnit, type JsonObject} from '../../api/wire/readers.ts';
import {namedFields, type Shape} from '../../api/wire/response-shapes.ts';
import {closestName} from '../../config/usage-error.ts';

/**
 * `absent`: null, or not there, as it may be. `missing`: not there, or null, but should be. `other-type`: the program
 * cannot read it. `unread`: the program does not know this field.
 */
export const fieldStates = ['ok', 'absent', 'missing', 'other-type', 'unread'] as const;

/** The form of a longer text says nothing. */
const maxForm = 40;

/** What came for one field, over all objects that should have it. */
export type FieldComparison = {
	/** The path in `data`, such as `items[].title`. */
	readonly field: string;
	readonly state: (typeof fieldStates)[number];
	/** The type of the field in this program, such as `money` or `list`; null for an unread field. */
	readonly expected: string | null;
	/** The JSON types of what cannot be read or is not known: `text`, `number`, `object`, `list`, `boolean` or `null`. */
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

export const noRow = {expected: null, forms: [], unknown: [], similar: null} as const;

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
		const items: readonly unknown[] = values.filter(Array.isArray).flat();
		const wrong = items.filter(item => !isOfShape(item, shape.item));
		const field = `${path}[]`;
		const row = {field, ...noRow, found: typesOf(wrong), count: wrong.length, of: items.length};
		const own = {...row, state: 'other-type', expected: 'object'} as const;
		return [...(wrong.length === 0 ? [] : [own]), ...compareShape(shape.item, items, field)];
	}

	if (shape.kind !== 'object') {
		return [];
	}

	const objects = values.filter(isRecord);
	const prefix = path === '' ? '' : `${path}.`;
	const names = new Set(objects.flatMap(object => Object.keys(object)));
	const fields = namedFields(shape, names);
	const unread = names.difference(new Set(fields.map(([name]) => name)));
	const known = fields.flatMap(([name, part]) => {
		const renamed = names.has(name) ? null : renamedField(name, part, unread, objects);
		const came = renamed ?? name;
		unread.delete(came);
		return [
			{...compareField(part, name, objects, renamed, unread), field: prefix + name},
			...compareShape(
				part,
				valuesOf(objects, came).filter(value => !isNothing(value, part)),
				prefix + came,
			),
		];
	});
	const others = [...unread].map((name): FieldComparison => {
		const there = valuesOf(objects, name);
		const field = prefix + nameOrMark(name);
		const row = {...noRow, found: typesOf(there), count: there.length, of: objects.length};
		return {field, state: 'unread', ...row};
	});
	return [...known, ...others];
}

/** Returns the values of a field in the objects that have it. */
function valuesOf(objects: readonly JsonObject[], name: string): readonly unknown[] {
	return objects.filter(object => Object.hasOwn(object, name)).map(object => object[name]);
}

/**
 * Returns the unread field that has the name of a field in another spelling, such as `runOrderId`; or that alone is a list or
 * an object in place of one that must be there; or that shares words with its name.
 */
function renamedField(
	name: string,
	shape: Shape,
	unread: ReadonlySet<string>,
	objects: readonly JsonObject[],
): string | null {
	const wordsOf = (text: string) =>
		text.split(/[^A-Za-z\d]+|(?<=[a-z])(?=[A-Z])/).map(word => word.toLowerCase());
	const words = new Set(wordsOf(name));
	const names = [...unread].filter(isIdentifier);
	const fitting = names.filter(other =>
		valuesOf(objects, other).some(value => isOfShape(value, shape)),
	);
	const isGroup = shape.kind === 'list' || (shape.kind === 'object' && shape.mayBe === undefined);
	// Two common words, or all words of one of the names.
	const isLike = (other: string) => {
		const theirs = new Set(wordsOf(other));
		const common = words.intersection(theirs).size;
		return common > 1 || (common === 1 && (words.size === 1 || theirs.size === 1));
	};
	return (
		names.find(other => wordsOf(other).join('') === [...words].join('')) ??
		(isGroup && fitting.length === 1 ? fitting[0] : null) ??
		(shape.mayBe === 'missing' ? null : fitting.find(isLike)) ??
		null
	);
}

/** `renamed`: the field that is there in place of this one; null if none is. */
function compareField(
	shape: Shape,
	name: string,
	objects: readonly JsonObject[],
	renamed: string | null,
	unread: ReadonlySet<string>,
): Omit<FieldComparison, 'field'> {
	const {kind, mayBe} = shape;
	const [type, known] = kind === 'value' ? [shape.type, shape.known] : [kind];
	const of = objects.length;
	const there = valuesOf(objects, name);
	const values = there.filter(value => !isNothing(value, shape));
	const wrong = values.filter(value => !isOfShape(value, shape));
	const nulls = mayBe === 'null' || kind === 'open' ? [] : there.filter(value => value === null);
	const missing = mayBe === 'missing' && renamed === null ? 0 : of - there.length + nulls.length;
	const unknown = values
		.filter(value => isOfShape(value, shape))
		.map(String)
		.filter(
			text => known?.texts.includes(known.isAnyCase ? text.trim().toLowerCase() : text) === false,
		);
	// A list may have moved into an object in its place.
	const inner = kind === 'list' ? wrong.filter(isRecord).flatMap(Object.entries<unknown>) : [];
	const [list] = inner.find(([key, value]) => Array.isArray(value) && isIdentifier(key)) ?? [];
	const place = list === undefined ? null : `${name}.${list}`;
	const compared = {
		expected: type,
		found: typesOf(wrong),
		forms: kind === 'value' ? formsOf(type === 'time' ? values : wrong, type) : [],
		unknown: [...new Set(unknown.map(text => (isApiWord(text) ? text : nameOrMark(text))))],
		similar: renamed ?? place ?? closestName(unknown[0]?.toLowerCase() ?? '', known?.texts ?? []),
		of,
	};

	if (wrong.length > 0) {
		return {...compared, state: 'other-type', count: wrong.length};
	}

	if (missing > 0) {
		const group = [...unread].find(
			other =>
				isIdentifier(other) &&
				valuesOf(objects, other).some(value => isRecord(value) && Object.hasOwn(value, name)),
		);
		const similar = renamed ?? (group === undefined ? null : `${group}.${name}`);
		return {...compared, similar, state: 'missing', found: typesOf(nulls), count: missing};
	}

	return {...compared, state: values.length > 0 ? 'ok' : 'absent', count: values.length};
}

/**
 * Returns whether a value says that there is none. -1 is an unknown number, and a time in the year 1 is not yet. Some
 * languages write an empty object, also as a list, or `false` for an object that is not there.
 */
function isNothing(value: unknown, shape: Shape): boolean {
	if (shape.kind === 'object' && shape.mayBe !== undefined) {
		return !value || (typeof value === 'object' && Object.keys(value).length === 0);
	}

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
			// It would be shown as JSON.
			return typeof value !== 'object' && isReadable(value, shape.type);
		case 'object':
			return isRecord(value) || (shape.isAlsoText === true && typeof value === 'string');
		case 'list':
			return Array.isArray(value);
		case 'open':
			return true;
	}
}

function typesOf(values: readonly unknown[]): readonly string[] {
	const typeOf = (value: unknown) =>
		value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
	return [...new Set(values.map(value => typeOf(value).replace('string', 'text')))];
}

/** Returns the forms of numbers and short texts, with 9 for digits and `a` for words. */
function formsOf(values: readonly unknown[], type: string): readonly string[] {
	const texts = values.filter(value => typeof value === 'number' || typeof value === 'string');
	const forms = texts.map(String).map(text =>
		type === 'time' && !Number.isNaN(Number(text))
			? `unix ${unixUnit(Number(text))[0]}`
			: text
					.replaceAll(/\d/g, '9')
					.replaceAll(/\.9+/g, '.9')
					.replaceAll(/\p{L}{2,}/gu, 'a')
					.replaceAll(/[^9A-Za-z ¥$€%.,:/+年月日时分秒元-]/g, '?'),
	);
	return [...new Set(forms.filter(form => form.length <= maxForm))];
}

/**
 * Returns whether a text can be a name of the API, such as a field or a status. Texts of users have other characters, ids
 * many digits, and keys one of two prefixes.
 */
export function isIdentifier(text: string): boolean {
	return /^(?!sk-|cy_)[A-Za-z][\w.-]{0,39}$/.test(text) && !/(?:\d\D*){5}/.test(text);
}

/** Returns whether a text in the place of a status, or another value of a known set, can be one. */
export function isApiWord(text: string): boolean {
	return isIdentifier(text) || /^\p{Script=Han}{1,8}$/u.test(text);
}

function nameOrMark(text: string): string {
	return isIdentifier(text) || /^\d{1,3}$/.test(text) ? text : textMark(text);
}

/** What stands for a text that is not shown. */
export function textMark(text: string): string {
	return `text of length ${text.length}`;
}

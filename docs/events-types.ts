import {eventsSchemaText} from './events-schema.ts';

/** The part of JSON Schema that the schema of the events uses. */
type Schema = {
	readonly $ref?: string;
	readonly description?: string;
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly anyOf?: readonly Schema[];
	readonly items?: Schema;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly additionalProperties?: Schema | false;
};

const typeNames: Readonly<Record<string, string>> = {
	string: 'string',
	number: 'number',
	integer: 'number',
	null: 'null',
};

/** Returns docs/events.d.ts: the TypeScript types of the events, made from their JSON Schema. */
export function eventsTypesText(): string {
	const {$defs, description, oneOf} = JSON.parse(eventsSchemaText()) as {
		readonly $defs: Readonly<Record<string, Schema>>;
		readonly description: string;
		readonly oneOf: ReadonlyArray<{readonly $ref: string}>;
	};
	const names = oneOf.map(({$ref}) => definitionName($ref));
	return [
		'// Made from events.schema.json by `npm run pages`.',
		`${comment(description)}
export type Event = ${names.map(typeName).join(' | ')};`,
		...names.map(name => declarationOf(name, $defs)),
	].join('\n\n');
}

function declarationOf(name: string, definitions: Readonly<Record<string, Schema>>): string {
	const {description = '', properties = {}} = definitions[name] ?? {};
	const fields = Object.entries(properties).map(([field, schema]) => {
		const shared = schema.$ref === undefined ? undefined : definitions[definitionName(schema.$ref)];
		const doc = schema.description ?? shared?.description;
		return `${doc === undefined ? '' : `${comment(doc)}\n`}readonly ${field}: ${typeOf(schema, definitions)};`;
	});
	return `${comment(description)}\nexport type ${typeName(name)} = {\n${fields.join('\n')}\n};`;
}

/** Throws for a schema that has no translation yet. */
function typeOf(schema: Schema, definitions: Readonly<Record<string, Schema>>): string {
	const inner = (part: Schema | undefined): string =>
		part === undefined ? 'unknown' : typeOf(part, definitions);

	if (schema.$ref !== undefined) {
		return inner(definitions[definitionName(schema.$ref)]);
	}

	if ('const' in schema) {
		return JSON.stringify(schema.const);
	}

	if (schema.enum !== undefined) {
		return schema.enum.map(value => JSON.stringify(value)).join(' | ');
	}

	if (schema.anyOf !== undefined) {
		return schema.anyOf.map(inner).join(' | ');
	}

	if (schema.type === 'array') {
		return `readonly (${inner(schema.items)})[]`;
	}

	if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
		return `Readonly<Record<string, ${inner(schema.additionalProperties)}>>`;
	}

	return [schema.type ?? []]
		.flat()
		.map(name => {
			const type = typeNames[name];

			if (type === undefined) {
				throw new Error(`The schema of the events has no type for ${JSON.stringify(schema)}`);
			}

			return type;
		})
		.join(' | ');
}

function definitionName(reference: string): string {
	return reference.replace('#/$defs/', '');
}

/** `low-balance-alert` becomes `LowBalanceAlertEvent`. */
function typeName(definition: string): string {
	const words = definition
		.split('-')
		.map(word => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
	return `${words.join('')}Event`;
}

function comment(text: string): string {
	return `/** ${text} */`;
}

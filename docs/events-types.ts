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
	boolean: 'boolean',
};

/** Returns docs/events.d.ts: the TypeScript types of what `--json` prints, made from its JSON Schema. */
export function eventsTypesText(): string {
	const {$defs, description, oneOf} = JSON.parse(eventsSchemaText()) as {
		readonly $defs: Readonly<Record<string, Schema>>;
		readonly description: string;
		readonly oneOf: ReadonlyArray<{readonly $ref: string}>;
	};
	const names = oneOf.map(({$ref}) => definitionName($ref));
	const others = Object.keys($defs).filter(name => !names.includes(name) && isNamed($defs[name]));
	return [
		'// Made from events.schema.json by `npm run pages`.',
		`${comment(description)}
export type Event = ${names.map(name => typeName(name, $defs)).join(' | ')};`,
		...[...names, ...others].map(name => declarationOf(name, $defs)),
	].join('\n\n');
}

function declarationOf(name: string, definitions: Readonly<Record<string, Schema>>): string {
	const {description = '', properties = {}, anyOf} = definitions[name] ?? {};
	const head = `${comment(description)}\nexport type ${typeName(name, definitions)} =`;

	if (anyOf !== undefined) {
		return `${head} ${typeOf({anyOf}, definitions)};`;
	}

	const fields = Object.entries(properties).map(([field, schema]) => {
		const shared = schema.$ref === undefined ? undefined : definitions[definitionName(schema.$ref)];
		const doc = schema.description ?? shared?.description;
		return `${doc === undefined ? '' : `${comment(doc)}\n`}readonly ${field}: ${typeOf(schema, definitions)};`;
	});
	return `${head} {\n${fields.join('\n')}\n};`;
}

/** Throws for a schema that has no translation yet. */
function typeOf(schema: Schema, definitions: Readonly<Record<string, Schema>>): string {
	const inner = (part: Schema | undefined): string =>
		part === undefined ? 'unknown' : typeOf(part, definitions);

	if (schema.$ref !== undefined) {
		const name = definitionName(schema.$ref);
		const target = definitions[name];
		return isNamed(target) ? typeName(name, definitions) : inner(target);
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

	if (typeof schema.additionalProperties === 'object') {
		const record = `Readonly<Record<string, ${inner(schema.additionalProperties)}>>`;
		return schema.type === 'object' ? record : `${record} | null`;
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

/** Whether a definition has a type of its own. The others are written where they are used. */
function isNamed(schema: Schema | undefined): boolean {
	return schema?.properties !== undefined || schema?.anyOf !== undefined;
}

/** `low-balance-alert` becomes `LowBalanceAlertEvent`, and `listed-run`, which is no event, `ListedRun`. */
function typeName(definition: string, definitions: Readonly<Record<string, Schema>>): string {
	const words = definition
		.split('-')
		.map(word => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
	const isEvent = definitions[definition]?.properties?.['event'] !== undefined;
	return `${words.join('')}${isEvent ? 'Event' : ''}`;
}

function comment(text: string): string {
	return `/** ${text} */`;
}

import {optionOfSetting} from '../config/option-table.ts';
import {manProse} from './man-prose.ts';
import {blocks, commandName, manTitle, roff, sentences, term} from './roff.ts';

/** The part of JSON Schema that the schema of the config uses. */
type ConfigManSchema = {
	readonly description?: string;
	readonly type?: string;
	readonly enum?: readonly string[];
	readonly minimum?: number;
	readonly maximum?: number;
	readonly anyOf?: readonly ConfigManSchema[];
	readonly items?: ConfigManSchema;
	readonly properties?: Readonly<Record<string, ConfigManSchema>>;
	readonly required?: readonly string[];
};

/** Returns the manual page of the config file in roff, from its JSON Schema. `date` is the date of the page. */
export function configManPage(schema: ConfigManSchema, version: string, date: string): string {
	const settings = Object.entries(schema.properties ?? {});
	const groups = settings.filter(([, setting]) => isGroup(setting));
	const lines = [
		manTitle(5, version, date),
		'.SH NAME',
		...sentences(`${commandName} - config file of the monitor for workflow runs`),
		'.SH DESCRIPTION',
		...blocks(manProse.config),
		'.SH SETTINGS',
		...settings.filter(([, setting]) => !isGroup(setting)).flatMap(entry),
		...groups.flatMap(([name, setting]) => section(name, setting)),
		'.SH FILES',
		...blocks(manProse.files),
		'.SH EXAMPLES',
		...blocks(manProse.configExamples),
		'.SH SEE ALSO',
		`.BR ${roff(commandName)} (1)`,
	];
	return `${lines.join('\n')}\n`;
}

/** Whether a setting is an object or a list of objects. */
function isGroup({type, items}: ConfigManSchema): boolean {
	return (items?.type ?? type) === 'object';
}

function section(name: string, setting: ConfigManSchema): readonly string[] {
	const {properties = {}, required = []} = setting.items ?? setting;
	const fields = Object.entries(properties).map(([field, {description, ...schema}]) => {
		const parts = [required.includes(field) ? 'required' : [], description ?? []].flat();
		return [field, {...schema, description: parts.join('; ')}] as const;
	});
	return [
		`.SH ${roff(name.toUpperCase())}`,
		...sentences(`${JSON.stringify(name)}: ${setting.description ?? ''}.`),
		...fields.flatMap(([field, schema]) => item(field, valueOf(schema), [schema.description])),
	];
}

function entry([name, schema]: readonly [string, ConfigManSchema]): readonly string[] {
	const option = optionOfSetting(name);
	const {placeholder = '', fallback} = option ?? {};
	return item(name, valueOf(schema), [
		schema.description ?? '',
		fallback === undefined ? '' : `default ${fallback}`,
		option === undefined ? '' : `option --${option.name} ${placeholder}`.trim(),
	]);
}

function item(name: string, value: string, meaning: readonly string[]): readonly string[] {
	const texts = meaning.filter(text => text !== '').map(text => `${text.replace(/^./, upper)}.`);
	return term(name, texts.join(' '), value);
}

function upper(letter: string): string {
	return letter.toUpperCase();
}

/** Describes the values that a setting accepts; empty for an object. */
function valueOf(schema: ConfigManSchema): string {
	const {type = '', anyOf, items, minimum, maximum} = schema;

	if (schema.enum !== undefined) {
		return schema.enum.join(' | ');
	}

	if (anyOf !== undefined) {
		return anyOf.map(valueOf).join(' or ');
	}

	const range = minimum === undefined ? '' : ` from ${minimum} to ${maximum}`;
	return items === undefined ? `${valueNames[type] ?? ''}${range}` : `list of ${valueOf(items)}`;
}

const valueNames: Readonly<Record<string, string>> = {
	string: 'text',
	boolean: 'true | false',
	number: 'number',
	integer: 'whole number',
};

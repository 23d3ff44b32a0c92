import {toJsonSchema} from '@valibot/to-json-schema';
import {configSchema} from '../source/config/config-schema.ts';
import {optionOfSetting} from '../source/config/option-table.ts';
import type {Messages} from '../source/i18n/messages.ts';
import {messagesFor} from '../source/session/catalogue.ts';

type Json = Readonly<Record<string, unknown>>;

/** Returns the JSON Schema of the config file, with a description of each setting. */
export function configJsonSchema(): Json {
	const schema = toJsonSchema(configSchema, {ignoreActions: ['check']}) as Json;
	const parts = describe(partOf(schema, 'properties'));
	const [history, profiles] = [partOf(parts, 'history'), partOf(parts, 'profiles')];
	const profile = partOf(profiles, 'additionalProperties');
	return {
		$schema: 'http://json-schema.org/draft-07/schema#',
		title: 'The config of chenyu-top',
		...schema,
		properties: {
			...parts,
			history: {...history, properties: describe(partOf(history, 'properties'))},
			profiles: {
				...profiles,
				additionalProperties: {...profile, properties: describe(partOf(profile, 'properties'))},
			},
		},
	};
}

export function configSchemaText(): string {
	return `${JSON.stringify(configJsonSchema(), null, '\t')}\n`;
}

function partOf(schema: Json, name: string): Json {
	return schema[name] as Json;
}

function describe(properties: Json): Json {
	return Object.fromEntries(
		Object.keys(properties).map(name => [
			name,
			{...partOf(properties, name), description: settingMeaning(name, messagesFor('en'))},
		]),
	);
}

/** Returns what a setting does: in its own words, or in those of its option. */
export function settingMeaning(name: string, {config, usage}: Messages): string {
	const own: Readonly<Record<string, string>> = config.schema;
	const option = optionOfSetting(name);
	return own[name] ?? (option === undefined ? '' : usage.options[option.name]);
}

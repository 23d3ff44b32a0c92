import {toJsonSchema} from '@valibot/to-json-schema';
import {configSchema} from '../source/config/config-schema.ts';
import {settingMeaning} from '../source/config/help-text.ts';
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

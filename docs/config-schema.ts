import {wordsOf} from '../source/features/keymap.ts';
import {toJsonSchema} from '@valibot/to-json-schema';
import {
	configSchema,
	historySettingNames,
	settingNames,
	type SettingName,
} from '../source/config/config-schema.ts';
import {optionOfSetting} from '../source/config/option-table.ts';
import {rebindableCommands} from '../source/store/keys/rebind.ts';
import {messagesFor, type Messages} from '../source/i18n/index.ts';

type Json = Record<string, unknown>;

const {config} = messagesFor('en');

/** Returns the JSON Schema of the config file, with a description of each setting and each rebindable command. */
export function configJsonSchema(): Json {
	const schema = toJsonSchema(configSchema, {ignoreActions: ['check']}) as Json;
	const properties = schema['properties'] as Json;
	const profiles = (properties['profiles'] as Json)['additionalProperties'] as Json;
	const keys = properties['keys'] as Json;
	describe(properties);
	const history = properties['history'] as Json;
	const limits = history['properties'] as Json;
	const views = properties['views'] as Json;
	describe(profiles['properties'] as Json);
	return {
		$schema: 'http://json-schema.org/draft-07/schema#',
		title: 'The config of chenyu-top',
		...schema,
		definitions: {keys: keys['additionalProperties']},
		properties: {
			...properties,
			$schema: {type: 'string', description: config.schema.self},
			keys: {
				type: 'object',
				description: config.schema.keys,
				properties: Object.fromEntries(
					rebindableCommands.map(id => [
						id,
						{allOf: [{$ref: '#/definitions/keys'}], description: wordsOf(id, 'en').long},
					]),
				),
				additionalProperties: false,
			},
			commands: {...(properties['commands'] as Json), description: config.schema.commands},
			history: {
				...history,
				description: config.schema.history,
				properties: Object.fromEntries(
					historySettingNames.map(name => [
						name,
						{...(limits[name] as Json), description: config.schema[name]},
					]),
				),
			},
			views: {...views, description: config.schema.views},
			hooks: {...(properties['hooks'] as Json), description: config.notify.schema.hooks},
			channels: {...(properties['channels'] as Json), description: config.notify.schema.channels},
			profiles: {
				...(properties['profiles'] as Json),
				description: config.schema.profiles,
			},
		},
	};
}

export function configSchemaText(): string {
	return `${JSON.stringify(configJsonSchema(), null, '\t')}\n`;
}

function describe(properties: Json): void {
	for (const name of settingNames) {
		properties[name] = {
			...(properties[name] as Json),
			description: settingMeaning(name, messagesFor('en')),
		};
	}
}

/** Returns what a setting does: in its own words, or in those of its option. */
export function settingMeaning(name: SettingName, messages: Messages): string {
	const own: Readonly<Record<string, string>> = messages.config.schema.own;
	const option = optionOfSetting(name);
	return own[name] ?? (option === undefined ? '' : messages.usage.options[option.name]);
}

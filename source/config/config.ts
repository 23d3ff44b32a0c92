import * as v from 'valibot';
import type {Channel, Hooks} from '../core/notify.ts';
import {closestName} from '../core/text/closest-name.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Messages} from '../i18n/index.ts';
import {readBaseUrl} from './base-url.ts';
import {readKeyOverrides, type UserKeys} from './config-keys.ts';
import {
	configSchema,
	historySettingNames,
	settingNames,
	viewSettingNames,
	type HistorySettings,
	type Layer,
	type ViewSettings,
} from './config-schema.ts';
import {readJsonText, type ConfigFault, type JsonPath, type JsonText} from './json-text.ts';
import type {ConfigFile} from './load-config.ts';
import {notifyFaults, toChannel} from './notify-settings.ts';
import {proxyFaults} from './proxy-option.ts';
import {quoteInput} from './quote-input.ts';
import {looksLikeKeyOption} from './scan-arguments.ts';
import {withoutLists} from './without-lists.ts';

export type Config = UserKeys & {
	readonly base: Layer;
	readonly profiles: ReadonlyMap<string, Layer>;
	readonly history: HistorySettings;
	readonly views: readonly ViewSettings[];
	readonly hooks: Hooks;
	readonly channels: readonly Channel[];
	/** Returns the line number of a setting, such as of `["profiles", "a", "theme"]`. The first line is 1. */
	lineOf(path: JsonPath): number;
};

/** The name by which the user selects no profile: only the settings at the top level of the config then apply. */
export const noProfileName = 'default';

const maxFaults = 20;

/** Null if the file does not exist. An empty file is a config without settings. Returns errors as text, one per line. */
export function readConfig(file: ConfigFile | null, messages: Messages): Config | string | null {
	if (file === null || file.kind === 'none') {
		return null;
	}

	const words = messages.config;
	const name = cleanName(file.path);

	if (file.kind !== 'text') {
		return file.kind === 'unreadable'
			? words.unreadable(name, cleanName(file.why))
			: words[file.kind](name);
	}

	// An empty file is valid. `trim` also removes a byte order mark.
	const json = readJsonText(file.text.trim() === '' ? '{}' : file.text);

	if ('line' in json) {
		return report([{sentence: words.noJson, position: json}], name, words);
	}

	const value = withoutLists(json.value);
	const result = v.safeParse(configSchema, value);
	const {keys, commands} = asObject(value);
	const {faults: keyFaults, ...userKeys} = readKeyOverrides(
		v.is(configSchema.entries.keys, keys) ? (keys ?? {}) : {},
		v.is(configSchema.entries.commands, commands) ? (commands ?? []) : [],
		json,
		messages,
	);
	const faults = [
		...json.duplicateNames.map(({name: duplicate, position}) => ({
			sentence: words.twice(quoteInput(duplicate)),
			position,
		})),
		...layersIn(value).flatMap(([path, layer]) => layerFaults(path, layer, json, messages)),
		...proxyFaults(layersIn(value), file, json, messages),
		...(result.issues ?? []).flatMap(issue => issueFault(issue, json, words)),
		...keyFaults,
		...notifyFaults(asObject(value), file, json, messages),
	];

	if (faults.length > 0 || !result.success) {
		return report(faults, name, words);
	}

	const {
		profiles = {},
		history = {},
		views = [],
		hooks = {},
		channels = [],
		...base
	} = result.output;
	return {
		base,
		profiles: new Map(Object.entries(profiles)),
		history,
		views,
		hooks,
		channels: channels.map(toChannel),
		...userKeys,
		lineOf: path => json.positionOfName(path).line,
	};
}

function report(faults: readonly ConfigFault[], file: SafeText, words: Messages['config']): string {
	const lines = faults
		.toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
		.slice(0, maxFaults)
		.map(({sentence, position: {line, column}}) =>
			words.place(`${file}:${line}:${column}`, sentence),
		);
	const more = faults.length - lines.length;
	return [...lines, ...(more > 0 ? [words.more(more)] : [])].join('\n');
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? {...value} : {};
}

/** The objects with settings in the config, with their paths in the JSON. Their values are not validated yet. */
function layersIn(value: unknown): ReadonlyArray<readonly [JsonPath, ReturnType<typeof asObject>]> {
	const top = asObject(value);
	return [
		[[], top],
		...('history' in top ? [[['history'], asObject(top['history'])] as const] : []),
		...(Array.isArray(top['views']) ? top['views'] : []).map(
			(view, index) => [['views', index], asObject(view)] as const,
		),
		...Object.entries(asObject(top['profiles'])).map(
			([name, layer]) => [['profiles', name], asObject(layer)] as const,
		),
	];
}

/**
 * Returns the errors that the schema cannot find in one object of settings; `path` is empty for the top level. Also
 * returns all unknown names, because Valibot reports only the first.
 */
function layerFaults(
	path: JsonPath,
	layer: ReturnType<typeof asObject>,
	json: JsonText,
	{config: words, usage}: Messages,
): readonly ConfigFault[] {
	const known: readonly string[] = namesIn(path);
	const faults: ConfigFault[] = Object.keys(layer)
		.filter(name => !known.includes(name))
		.map(name => ({
			sentence: unknownName(name, path, words),
			position: json.positionOfName([...path, name]),
		}));
	const {baseUrl} = layer;
	const url = typeof baseUrl === 'string' && baseUrl !== '' ? readBaseUrl(baseUrl) : null;

	if (typeof url === 'string') {
		const position = json.positionOf([...path, 'baseUrl']);
		faults.push({sentence: usage.wrongBaseUrl[url]('"baseUrl"'), position});
	}

	if (path[1] === noProfileName) {
		const position = json.positionOfName(path);
		faults.push({sentence: words.reservedProfile(noProfileName), position});
	}

	return faults;
}

const namesByPart: Readonly<Record<string, readonly string[]>> = {
	history: historySettingNames,
	views: viewSettingNames,
};

function namesIn([part]: JsonPath): readonly string[] {
	return part === undefined
		? Object.keys(configSchema.entries)
		: (namesByPart[part] ?? settingNames);
}

function unknownName(name: string, path: JsonPath, words: Messages['config']): string {
	// Converts the name to the form of an option, so that `apiKey`, `api_key` and `CHENYU_API_KEY` become `api-key`.
	const asOption = name
		.replaceAll(/([a-z])(?=[A-Z])/g, '$1-')
		.replaceAll('_', '-')
		.replace(/^chenyu-/i, '');

	if (looksLikeKeyOption.test(`--${asOption}`)) {
		return words.keyInside;
	}

	const names = namesIn(path).filter(known => known !== '$schema');
	return words.unknown(quoteInput(name), closestName(name, names));
}

function issueFault(
	{type, expected, input, path: items}: v.InferIssue<typeof configSchema>,
	json: JsonText,
	words: Messages['config'],
): readonly ConfigFault[] {
	const path = (items ?? []).map(({key}) => key as string | number);
	const isReported = !['commands', 'hooks', 'channels'].includes(String(path[0]));
	return type === 'strict_object' && expected === 'never' && isReported
		? []
		: [{sentence: wrongValue(path, input, words), position: json.positionOf(path)}];
}

/** Returns an error message for a setting with an invalid value. Quotes the value, unless it may contain a password. */
function wrongValue(path: JsonPath, input: unknown, words: Messages['config']): string {
	const [part, inner, innermost] = path;
	const name = String(
		part === 'history' ? inner : part === 'profiles' || part === 'views' ? innermost : part,
	);
	const expects: Readonly<Record<string, string>> = words.expects;
	const isSwitch = settingNames.some(setting => setting === name);
	const expected = expects[name] ?? (isSwitch ? words.expects.switch : null);

	if (expected !== null) {
		const isSecret = ['baseUrl', 'apiKeyFile', 'proxy'].includes(name);
		return words.invalidValue(
			name,
			isSecret ? null : quoteInput(JSON.stringify(input) ?? ''),
			expected,
		);
	}

	const forms: Readonly<Record<string, string>> = words.forms;
	return part === undefined
		? words.noObject
		: (forms[part] ?? words.wrongPart(quoteInput(String(inner ?? part))));
}

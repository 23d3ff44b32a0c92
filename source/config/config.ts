import * as v from 'valibot';
import type {Binding} from '../store/keys/binding.ts';
import type {Messages} from '../i18n/index.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {readBaseUrl} from './base-url.ts';
import {closestName} from '../core/text/closest-name.ts';
import {readKeyOverrides} from './config-keys.ts';
import {configSchema, settingNames, type ConfigContent, type Layer} from './config-schema.ts';
import {quoteInput} from './quote-input.ts';
import {readJsonText, type JsonPath, type JsonText, type Position} from './json-text.ts';
import type {ConfigFile} from './load-config.ts';
import {looksLikeKeyOption} from './scan-arguments.ts';
import {WrongUsage} from './wrong-usage.ts';

/** The validated config. */
export type Config = {
	readonly path: string;
	/** The settings at the top of the file. */
	readonly base: Layer;
	readonly profiles: ReadonlyMap<string, Layer>;
	/** The key bindings with the user's changes. */
	readonly bindings: readonly Binding[];
	/** The commands with changed keys. */
	readonly rebound: readonly string[];
	/** The line on which a setting stands, counted from 1. */
	lineOf(path: JsonPath): number;
};

/** `--profile default` selects the settings outside of all profiles. */
export const noProfileName = 'default';

type Fault = {readonly sentence: string; readonly position: Position};

/** Maximum number of reported errors. A file with more is no config. */
const maxFaults = 20;

/**
 * Reads a config; null if there is no file. An empty file is a config without settings. Throws `WrongUsage` with a line for
 * each error, which has its position.
 */
export function readConfig(file: ConfigFile | null, messages: Messages): Config | null {
	if (file === null || file.kind === 'none') {
		return null;
	}

	const words = messages.config;
	const name = cleanName(file.path);

	if (file.kind !== 'text') {
		throw new WrongUsage(
			file.kind === 'unreadable'
				? words.unreadable(name, cleanName(file.why))
				: words[file.kind](name),
		);
	}

	const fail = (faults: readonly Fault[]): never => {
		const lines = faults
			.toSorted(
				(a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
			)
			.map(({sentence, position: {line, column}}) =>
				words.place(`${name}:${line}:${column}`, sentence),
			);
		const more = lines.length - maxFaults;
		throw new WrongUsage(
			[...lines.slice(0, maxFaults), ...(more > 0 ? [words.more(more)] : [])].join('\n'),
		);
	};
	// `trim` takes a byte order mark away, too.
	const json = readJsonText(file.text.trim() === '' ? '{}' : file.text);

	if ('line' in json) {
		return fail([{sentence: words.noJson, position: json}]);
	}

	const result = v.safeParse(configSchema, json.value);
	const keys = readKeyOverrides(keysIn(json.value), messages);
	const faults = [
		...json.twice.map(({name: twice, position}) => ({
			sentence: words.twice(quoteInput(twice)),
			position,
		})),
		...shapeFaults(json, result.issues ?? [], words),
		...addressFaults(json, messages),
		...('faults' in keys
			? keys.faults.map(({sentence, path, isName}) => ({
					sentence,
					position: isName ? json.positionOfName(path) : json.positionOf(path),
				}))
			: []),
	];

	if (faults.length > 0 || 'faults' in keys || !result.success) {
		return fail(faults);
	}

	return {
		path: file.path,
		base: result.output,
		profiles: new Map(Object.entries(result.output.profiles ?? {})),
		...keys,
		lineOf: path => json.positionOfName(path).line,
	};
}

/** The entries of `keys` with a valid shape. */
function keysIn(value: unknown): NonNullable<ConfigContent['keys']> {
	const {keys} = Object(value) as {readonly keys?: unknown};
	const isList = Array.isArray(value) || Array.isArray(keys);
	return !isList && v.is(configSchema.entries.keys, keys) ? (keys ?? {}) : {};
}

/** Unknown names, values of the wrong type, and lists instead of objects. */
function shapeFaults(
	json: JsonText,
	issues: ReadonlyArray<v.InferIssue<typeof configSchema>>,
	words: Messages['config'],
): readonly Fault[] {
	const lists = listsIn(json.value);
	const isInList = (path: JsonPath) =>
		lists.some(list => list.every((step, depth) => step === path[depth]));
	const unknown = unknownNames(json.value).filter(path => !isInList(path));
	const wrong = issues
		// Of unknown names the schema has the first only.
		.filter(issue => issue.type !== 'strict_object' || issue.expected !== 'never')
		.map(issue => ({
			path: (issue.path ?? []).map(({key}) => key as string | number),
			input: issue.input,
		}))
		.filter(({path}) => !isInList(path));
	return [
		...lists.map(path => ({sentence: wrongPlace(path, words), position: json.positionOf(path)})),
		...unknown.map(path => ({
			sentence: unknownName(String(path.at(-1)), path.length > 1, words),
			position: json.positionOfName(path),
		})),
		...wrong.map(({path, input}) => ({
			sentence: wrongValue(path, input, words),
			position: json.positionOf(path),
		})),
	];
}

/** The top of the config and its profiles, unvalidated, each with its path. */
function layersIn(value: unknown): ReadonlyArray<readonly [path: JsonPath, layer: object]> {
	const top = asObject(value);
	const {profiles}: {readonly profiles?: unknown} = top;
	return [
		[[], top],
		...Object.entries(asObject(profiles)).map(
			([name, layer]) => [['profiles', name], asObject(layer)] as const,
		),
	];
}

function asObject(value: unknown): object {
	return typeof value === 'object' && value !== null ? value : {};
}

/** The paths of lists that should be objects. JavaScript treats them as objects. */
function listsIn(value: unknown): readonly JsonPath[] {
	if (Array.isArray(value)) {
		return [[]];
	}

	const {keys, profiles} = Object(value) as {readonly keys?: unknown; readonly profiles?: unknown};
	return [
		...(Array.isArray(keys) ? [['keys']] : []),
		...(Array.isArray(profiles)
			? [['profiles']]
			: layersIn(value).flatMap(([path, layer]) => (Array.isArray(layer) ? [path] : []))),
	];
}

function unknownNames(value: unknown): readonly JsonPath[] {
	return layersIn(value).flatMap(([path, layer]) => {
		const known: readonly string[] =
			path.length === 0 ? Object.keys(configSchema.entries) : settingNames;
		return Object.keys(layer)
			.filter(name => !known.includes(name))
			.map(name => [...path, name]);
	});
}

function unknownName(name: string, inProfile: boolean, words: Messages['config']): string {
	// As an option it would be `--api-key`, whether it is written apiKey, api_key or CHENYU_API_KEY.
	const asOption = name
		.replaceAll(/([a-z])(?=[A-Z])/g, '$1-')
		.replaceAll('_', '-')
		.replace(/^chenyu-/i, '');

	if (looksLikeKeyOption.test(`--${asOption}`)) {
		return words.keyInside;
	}

	const names = [...settingNames, ...(inProfile ? [] : ['keys', 'profiles'])];
	return words.unknown(quoteInput(name), closestName(name, names));
}

/** Quotes the value, unless it may contain a password. */
function wrongValue(path: JsonPath, input: unknown, words: Messages['config']): string {
	const setting = settingNames.find(name => name === path.at(-1));

	if (setting === undefined) {
		return wrongPlace(path, words);
	}

	const secret = setting === 'baseUrl' || setting === 'apiKeyFile';
	const shown = secret ? null : quoteInput(JSON.stringify(input) ?? '');
	return words.wrong(setting, shown, words.expects[setting]);
}

function wrongPlace(path: JsonPath, words: Messages['config']): string {
	const [part] = path;

	if (part === undefined) {
		return words.noObject;
	}

	return part === 'keys' ? words.wrongKeys : words.wrongPart(quoteInput(String(path.at(-1))));
}

function addressFaults(json: JsonText, {config: words, usage}: Messages): readonly Fault[] {
	const layers = layersIn(json.value);
	const addresses = layers.flatMap(([path, layer]): readonly Fault[] => {
		const {baseUrl} = layer as {readonly baseUrl?: unknown};
		const url = typeof baseUrl === 'string' && baseUrl !== '' ? readBaseUrl(baseUrl) : null;
		return typeof url === 'string'
			? [
					{
						sentence: usage.wrongBaseUrl[url]('"baseUrl"'),
						position: json.positionOf([...path, 'baseUrl']),
					},
				]
			: [];
	});
	const reserved = layers.filter(([[, name]]) => name === noProfileName);
	return [
		...addresses,
		...reserved.map(([path]) => ({
			sentence: words.reservedProfile(noProfileName),
			position: json.positionOfName(path),
		})),
	];
}

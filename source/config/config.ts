import * as v from 'valibot';
import type {Binding} from '../keys/binding.ts';
import type {Messages} from '../messages/index.ts';
import {cleanName} from '../terminal/sanitize.ts';
import {readBaseUrl} from './base-url.ts';
import {closestName} from '../domain/closest-name.ts';
import {readKeys} from './config-keys.ts';
import {configSchema, settingNames, type ConfigContent, type Layer} from './config-schema.ts';
import {echo} from './echo.ts';
import {readJsonText, type JsonPath, type JsonText, type Position} from './json-text.ts';
import type {ConfigFile} from './load-config.ts';
import {looksLikeKeyOption} from './scan-arguments.ts';
import {WrongUsage} from './wrong-usage.ts';

/** What the user's config says, all of it judged. */
export type Config = {
	readonly path: string;
	/** The settings at the top of the file. */
	readonly base: Layer;
	readonly profiles: ReadonlyMap<string, Layer>;
	/** The table of keys, with the user's own in it. */
	readonly bindings: readonly Binding[];
	/** The commands whose keys are the user's own. */
	readonly rebound: readonly string[];
	/** The line on which a setting stands, counted from 1. */
	lineOf(path: JsonPath): number;
};

/** Where `--profile` goes back to what stands outside of all profiles. */
export const noProfile = 'default';

const wholeFile: Position = {line: 1, column: 1};

/** Reads a config; null where there is none. Throws `WrongUsage` for the first thing that is wrong, with its place. */
export function readConfig(file: ConfigFile | null, messages: Messages): Config | null {
	if (file === null || file.kind === 'none') {
		return null;
	}

	const words = messages.config;
	const name = cleanName(file.path);

	if (file.kind !== 'text') {
		throw new WrongUsage(
			file.kind === 'huge' ? words.huge(name) : words.unreadable(name, cleanName(file.why)),
		);
	}

	const fail = (sentence: string, {line, column}: Position): never => {
		throw new WrongUsage(words.place(`${name}:${line}:${column}`, sentence));
	};
	const json = readJsonText(file.text);

	if ('line' in json) {
		return fail(words.noJson, json);
	}

	if (json.twice !== null) {
		return fail(words.twice(echo(json.twice.name)), json.twice.position);
	}

	const content = judgeShape(json, messages, fail);
	judgeAddresses(content, json, messages, fail);
	const keys = readKeys(content.keys ?? {}, messages);

	if ('sentence' in keys) {
		return fail(
			keys.sentence,
			keys.isName ? json.positionOfName(keys.path) : json.positionOf(keys.path),
		);
	}

	return {
		path: file.path,
		base: content,
		profiles: new Map(Object.entries(content.profiles ?? {})),
		...keys,
		lineOf: path => json.positionOfName(path).line,
	};
}

type Fail = (sentence: string, position: Position) => never;

/** The content, when every name in it is known and every value of its kind. */
function judgeShape(json: JsonText, messages: Messages, fail: Fail): ConfigContent {
	const list = listAt(json.value);

	if (list !== null) {
		return fail(wrongPlace(list, messages.config), json.positionOf(list));
	}

	const result = v.safeParse(configSchema, json.value);

	if (result.success) {
		return result.output;
	}

	const [first] = result.issues
		.map(issue => {
			const path = (issue.path ?? []).map(({key}) => key as string | number);
			// What is wrong with an unknown name is the name.
			const isUnknown = issue.type === 'strict_object' && path.length > 0 && isNever(issue);
			const position = isUnknown ? json.positionOfName(path) : json.positionOf(path);
			return {path, isUnknown, position, input: issue.input};
		})
		.toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column);
	const {path, isUnknown, position, input} = first ?? {
		path: [],
		isUnknown: false,
		position: wholeFile,
		input: null,
	};
	const {config: words} = messages;
	const name = String(path.at(-1));
	return fail(
		isUnknown ? unknownName(name, path.length > 1, words) : wrongValue(path, input, words),
		position,
	);
}

/** Where a list stands in the place of an object, which JavaScript takes for one; null where none does. */
function listAt(value: unknown): JsonPath | null {
	if (Array.isArray(value)) {
		return [];
	}

	const {keys, profiles} = Object(value) as {readonly keys?: unknown; readonly profiles?: unknown};

	if (Array.isArray(keys)) {
		return ['keys'];
	}

	if (Array.isArray(profiles)) {
		return ['profiles'];
	}

	const [name] =
		Object.entries(Object(profiles) as object).find(([, part]) => Array.isArray(part)) ?? [];
	return name === undefined ? null : ['profiles', name];
}

function isNever({expected}: {readonly expected: string | null}): boolean {
	return expected === 'never';
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
	return words.unknown(echo(name), closestName(name, names));
}

/** The value is repeated, but for what may hold a password. */
function wrongValue(path: JsonPath, input: unknown, words: Messages['config']): string {
	const setting = settingNames.find(name => name === path.at(-1));

	if (setting === undefined) {
		return wrongPlace(path, words);
	}

	const secret = setting === 'baseUrl' || setting === 'apiKeyFile';
	const shown = secret ? null : echo(JSON.stringify(input) ?? '');
	return words.wrong(setting, shown, words.expects[setting]);
}

function wrongPlace(path: JsonPath, words: Messages['config']): string {
	const [part] = path;

	if (part === undefined) {
		return words.noObject;
	}

	return part === 'keys' ? words.wrongKeys : words.wrongPart(echo(String(path.at(-1))));
}

function judgeAddresses(
	{baseUrl, profiles = {}}: ConfigContent,
	json: JsonText,
	{config: words, usage}: Messages,
	fail: Fail,
): void {
	const layers: ReadonlyArray<readonly [JsonPath, string | undefined]> = [
		[['baseUrl'], baseUrl],
		...Object.entries(profiles).map(
			([name, layer]) => [['profiles', name, 'baseUrl'], layer.baseUrl] as const,
		),
	];

	for (const [path, address] of layers) {
		const url = address === undefined ? null : readBaseUrl(address);

		if (typeof url === 'string') {
			fail(usage.wrongBaseUrl[url]('"baseUrl"'), json.positionOf(path));
		}
	}

	if (Object.hasOwn(profiles, noProfile)) {
		fail(words.reservedProfile(noProfile), json.positionOfName(['profiles', noProfile]));
	}
}

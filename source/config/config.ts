import {getNodeValue, parseTree, visit} from 'jsonc-parser';
import * as v from 'valibot';
import {HttpProxy, readProxy} from '../core/http-proxy.ts';
import {notifyEvents, type Channel, type Hooks} from '../core/notify.ts';
import {Secret} from '../core/secret.ts';
import {closestName} from '../core/text/closest-name.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {unknownVariable, variableNames} from '../features/own-commands/index.ts';
import type {Messages} from '../i18n/index.ts';
import {looksLikeKeyOption} from './arguments.ts';
import {readBaseUrl} from './base-url.ts';
import {readKeyOverrides, type ConfigFault, type UserKeys} from './config-keys.ts';
import {
	configSchema,
	namesIn,
	settingNames,
	type ConfigContent,
	type HistorySettings,
	type Layer,
	type ViewSettings,
} from './config-schema.ts';
import type {ConfigFile} from './load-config.ts';
import {noProxy} from './proxy-option.ts';
import {quoteInput} from './quote-input.ts';

export type Config = UserKeys & {
	readonly base: Layer;
	readonly profiles: ReadonlyMap<string, Layer>;
	readonly history: HistorySettings;
	readonly views: readonly ViewSettings[];
	readonly hooks: Hooks;
	readonly channels: readonly Channel[];
};

/** The name by which the user selects no profile: only the settings at the top level of the config then apply. */
export const noProfileName = 'default';

/** Null if the file does not exist. An empty file is a config without settings. Returns errors as text, one per line. */
export function readConfig(file: ConfigFile | null, messages: Messages): Config | string | null {
	if (file === null || file.kind === 'none') {
		return null;
	}

	const {config: words} = messages;
	const name = cleanName(file.path);

	if (file.kind !== 'text') {
		return file.kind === 'unreadable'
			? words.unreadable(name, cleanName(file.why))
			: words[file.kind](name);
	}

	const json = readJson(file.text);

	if ('line' in json) {
		return words.place(`${name}:${json.line}`, words.noJson);
	}

	// Valibot accepts a list as an object without settings.
	const value = Array.isArray(json.value) ? null : json.value;
	const {success, output, issues = []} = v.safeParse(configSchema, value);
	const {faults: keyFaults, ...userKeys} = readKeyOverrides(success ? output : {}, messages);
	const faults = [
		...json.repeated.map(path => ({path, sentence: words.twice(quoteInput(`${path.at(-1)}`))})),
		...issues.map(issue => faultOf(issue, words)),
		...(success ? ruleFaults(output, file, messages) : []),
		...keyFaults,
	];

	if (!success || faults.length > 0) {
		return faults.map(fault => faultText(fault, name, words)).join('\n');
	}

	const {profiles = {}, history = {}, views = [], hooks = {}, channels = [], ...base} = output;
	return {
		base,
		profiles: new Map(Object.entries(profiles)),
		history,
		views,
		hooks,
		channels: channels.map(({kind, url, secret, on = [...notifyEvents]}, index) => ({
			number: index + 1,
			kind,
			url: new Secret(url, '[address]'),
			secret: secret === undefined ? null : new Secret(secret, '[secret]'),
			on,
		})),
		...userKeys,
	};
}

/** Parses JSON with comments. `repeated`: the paths of names that an object has twice. Or returns the line of an error. */
function readJson(text: string) {
	const source = text.trim() === '' ? '{}' : text;
	const options = {allowTrailingComma: true};
	const seen = new Set<string>();
	const repeated: string[][] = [];
	let line: number | null = null;

	try {
		visit(
			source,
			{
				onError(_error, _offset, _length, startLine) {
					line ??= startLine + 1;
				},
				onObjectProperty(name, _offset, _length, _line, _character, pathOfObject) {
					const path = [...pathOfObject().map(String), name];
					const id = JSON.stringify(path);

					if (seen.has(id)) {
						repeated.push(path);
					}

					seen.add(id);
				},
			},
			options,
		);
	} catch {
		// Deep nesting overflows the stack.
		line = 1;
	}

	const root = line === null ? parseTree(source, [], options) : undefined;
	return root === undefined ? {line: line ?? 1} : {value: getNodeValue(root) as unknown, repeated};
}

/** Says where a mistake is, if that is not at the top level, whose sentences name the setting. */
function faultText({path, sentence}: ConfigFault, file: string, words: Messages['config']): string {
	const place =
		path.length > 1 ? [file, path.map(step => quoteInput(`${step}`)).join('.')] : [file];
	return words.place(place.join(': '), sentence);
}

/** Finds mistakes that the schema cannot express. */
function ruleFaults(
	{hooks = {}, channels = [], commands = [], profiles = {}, ...base}: ConfigContent,
	file: Extract<ConfigFile, {kind: 'text'}>,
	{config: words, usage}: Messages,
): readonly ConfigFault[] {
	const faults: ConfigFault[] = [];
	const refuse = (path: ConfigFault['path'], sentence: string) => faults.push({path, sentence});
	const {mode, writable} = file.exposure();
	const name = cleanName(file.path);

	function checkVariables(path: ConfigFault['path'], argv: readonly string[]): void {
		const variable = unknownVariable(argv);

		if (variable !== null) {
			refuse(path, words.unknownVariable(cleanName(variable), variableNames));
		}
	}

	for (const [path, layer] of [
		[[], base] as const,
		...Object.entries(profiles).map(([profile, own]) => [['profiles', profile], own] as const),
	]) {
		const url = layer.baseUrl === undefined ? null : readBaseUrl(layer.baseUrl);
		const proxy =
			layer.proxy === undefined || layer.proxy === noProxy ? null : readProxy(layer.proxy);

		if (typeof url === 'string') {
			refuse([...path, 'baseUrl'], usage.wrongBaseUrl[url]('"baseUrl"'));
		}

		if (typeof proxy === 'string') {
			refuse([...path, 'proxy'], usage.proxyErrors[proxy]('"proxy"'));
		} else if (proxy instanceof HttpProxy && proxy.hasPassword && mode !== null) {
			refuse([...path, 'proxy'], usage.proxyErrors.exposed(name, mode));
		}
	}

	if (noProfileName in profiles) {
		refuse(['profiles', noProfileName], words.reservedProfile(noProfileName));
	}

	if (channels.length > 0 && mode !== null) {
		refuse(['channels'], words.notify.exposed(name, mode));
	}

	if (Object.keys(hooks).length > 0 && writable !== null) {
		refuse(['hooks'], words.notify.writable(cleanName(writable)));
	}

	for (const [index, {kind, secret}] of channels.entries()) {
		if (kind === 'wecom' && secret !== undefined) {
			refuse(['channels', index, 'secret'], words.notify.unsigned);
		}
	}

	for (const [event, argv = []] of Object.entries(hooks)) {
		checkVariables(['hooks', event], argv);
	}

	for (const [index, {name: own, command}] of commands.entries()) {
		if (commands.findIndex(one => one.name === own) < index) {
			refuse(['commands', index, 'name'], words.twice(quoteInput(own)));
		}

		checkVariables(['commands', index, 'command'], command);
	}

	return faults;
}

function faultOf(
	{expected, input, path: items}: v.InferIssue<typeof configSchema>,
	words: Messages['config'],
): ConfigFault {
	const path = (items ?? []).map(({key}) => key as string | number);
	const [part = '', inner = '', innermost = ''] = path.map(String);
	const name =
		part === 'history' ? inner : part === 'profiles' || part === 'views' ? innermost : part;
	const isSwitch = settingNames.some(setting => setting === name);
	const wanted = textOf(words.expects, name) ?? (isSwitch ? words.expects.switch : null);
	const form = textOf(words.forms, part);

	// The names in an object with a form can be secrets, as in an address without quotes.
	if (expected === 'never' && (form === null || part === 'views')) {
		return {path, sentence: unknownName(String(path.at(-1)), path, words)};
	}

	if (wanted !== null) {
		const isSecret = ['baseUrl', 'apiKeyFile', 'proxy'].includes(name);
		const value = isSecret ? null : quoteInput(JSON.stringify(input) ?? '');
		return {path, sentence: words.invalidValue(name, value, wanted)};
	}

	const wrong = part === '' ? words.noObject : words.wrongPart(quoteInput(inner || part));
	return {path: path.slice(0, 2), sentence: form ?? wrong};
}

function textOf(texts: Readonly<Record<string, string>>, name: string): string | null {
	return Object.hasOwn(texts, name) ? (texts[name] ?? null) : null;
}

function unknownName(name: string, path: ConfigFault['path'], words: Messages['config']): string {
	// Converts the name to the form of an option, so that `apiKey`, `api_key` and `CHENYU_API_KEY` become `api-key`.
	const asOption = name
		.replaceAll(/([a-z])(?=[A-Z])/g, '$1-')
		.replaceAll('_', '-')
		.replace(/^chenyu-/i, '');

	if (looksLikeKeyOption.test(`--${asOption}`)) {
		return words.keyInside;
	}

	const names = namesIn(path.length === 1 ? undefined : String(path[0]));
	return words.unknown(quoteInput(name), closestName(name, names));
}

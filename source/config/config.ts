import {getNodeValue, parseTree, type ParseError} from 'jsonc-parser';
import * as v from 'valibot';
import {HttpProxy, readProxy} from '../core/http-proxy.ts';
import {notifyEvents, type Channel, type Hooks} from '../core/notify.ts';
import {Secret} from '../core/secret.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {bindingName, keymap, rebindableCommands} from '../features/keymap.ts';
import type {Messages} from '../i18n/messages.ts';
import type {Binding, BindingId} from '../store/keys/binding.ts';
import {rebind, type RebindFault} from '../store/keys/rebind.ts';
import {looksLikeKeyOption} from './arguments.ts';
import {
	configSchema,
	namesIn,
	settingNames,
	type ConfigContent,
	type HistorySettings,
	type OwnCommand,
	type SettingsLayer,
	type ViewSettings,
} from './config-schema.ts';
import type {ConfigFile} from './load-config.ts';
import {closestName, quoteInput} from './usage-error.ts';

export type Config = UserKeys & {
	readonly base: SettingsLayer;
	readonly profiles: ReadonlyMap<string, SettingsLayer>;
	readonly history: HistorySettings;
	readonly views: readonly ViewSettings[];
	readonly hooks: Hooks;
	readonly channels: readonly Channel[];
};

/** Returns the config; null if the file does not exist. Returns errors as text, one a line. An empty file is valid. */
export function readConfig(file: ConfigFile | null, messages: Messages): Config | string | null {
	if (file === null || file.kind === 'none') {
		return null;
	}

	const {config: texts} = messages;
	const name = cleanName(file.path);

	if (file.kind === 'unreadable') {
		return texts.unreadable(name, cleanName(file.why));
	}

	const value = readJson(file.text);

	// Valibot accepts a list as an object without settings.
	if (value === undefined || Array.isArray(value)) {
		return texts.place(name, texts.noJson);
	}

	const {success, output, issues = []} = v.safeParse(configSchema, value);
	const {faults: keyFaults, ...userKeys} = readKeyOverrides(success ? output : {}, messages);
	const faults = [
		...issues.map(issue => faultOf(issue, messages)),
		...(success ? exposures(output, file, messages) : []),
		...keyFaults,
	];

	if (!success || faults.length > 0) {
		return faults.map(({path, sentence}) => faultText(name, path, sentence, texts)).join('\n');
	}

	const {profiles = {}, history = {}, views = [], hooks = {}, channels = [], ...base} = output;
	return {
		base,
		profiles: new Map(Object.entries(profiles)),
		history,
		views,
		hooks,
		channels: channels.map(({kind, url, secret, body, on = [...notifyEvents]}, index) => ({
			number: index + 1,
			kind,
			url: new Secret(url, '[address]'),
			secret: secret === undefined ? null : new Secret(secret, '[secret]'),
			body: body === undefined ? null : new Secret(JSON.stringify(body), '[body]'),
			on,
		})),
		...userKeys,
	};
}

/** Parses JSON with comments. Undefined if it is none. */
export function readJson(text: string): unknown {
	const errors: ParseError[] = [];

	try {
		const source = text.trim() === '' ? '{}' : text;
		const root = parseTree(source, errors, {allowTrailingComma: true});
		return root === undefined || errors.length > 0 ? undefined : getNodeValue(root);
	} catch {
		// Deep nesting overflows the stack.
		return undefined;
	}
}

/** Adds the place of a mistake, except at the top level, where the sentence names the setting. */
function faultText(
	file: string,
	path: ConfigFault['path'],
	sentence: string,
	texts: Messages['config'],
): string {
	const place = path.map(step => quoteInput(`${step}`)).join('.');
	return texts.place(path.length > 1 ? `${file}: ${place}` : file, sentence);
}

/** Finds secrets in a file that others can read, and hooks in a file that others can change. */
function exposures(
	{hooks = {}, channels = [], profiles = {}, ...base}: ConfigContent,
	file: Extract<ConfigFile, {kind: 'text'}>,
	{config: texts}: Messages,
): readonly ConfigFault[] {
	const {mode, writable} = file.exposure();
	const layers = [
		[[], base] as const,
		...Object.entries(profiles).map(([name, layer]) => [['profiles', name], layer] as const),
	];
	const secrets = [
		...(channels.length > 0 ? [['channels']] : []),
		...layers.flatMap(([path, layer]) => {
			const proxy = readProxy(layer.proxy ?? '');
			return proxy instanceof HttpProxy && proxy.hasPassword ? [[...path, 'proxy']] : [];
		}),
	];
	const hasHooks = Object.keys(hooks).length > 0;
	return [
		...(mode === null
			? []
			: secrets.map(path => ({path, sentence: texts.exposed(cleanName(file.path), mode)}))),
		...(hasHooks && writable !== null
			? [{path: ['hooks'], sentence: texts.writable(cleanName(writable))}]
			: []),
	];
}

/** Parts whose names and values can be secrets. A message describes the form of these parts, and quotes no name. */
const guarded = new Set(['hooks', 'channels', 'commands', 'keys']);

function faultOf(
	{expected, path: items}: v.InferIssue<typeof configSchema>,
	{config: texts, usage: {errors}}: Messages,
): ConfigFault {
	const path = (items ?? []).map(({key}) => key as string | number);
	const [part = '', ...inner] = path.map(String);

	if (part === '') {
		return {path, sentence: texts.noJson};
	}

	if (expected === 'never' && !guarded.has(part)) {
		return {path, sentence: unknownName([part, ...inner], texts)};
	}

	const expects: Readonly<Record<string, unknown>> = errors.expects;
	const isKnown = (name: string): boolean =>
		typeof expects[name] === 'string' || settingNames.some(setting => setting === name);
	const name = guarded.has(part) ? part : ([part, ...inner].findLast(isKnown) ?? part);
	const wanted = String(Object.hasOwn(expects, name) ? expects[name] : expects['switch']);
	const place = guarded.has(part) ? path.slice(0, 2) : path;
	return {path: place, sentence: errors.invalidValue(`"${name}"`, null, wanted)};
}

function unknownName(path: readonly string[], texts: Messages['config']): string {
	const name = path.at(-1) ?? '';
	// Converts the name to the form of an option, so that `apiKey`, `api_key` and `CHENYU_API_KEY` become `api-key`.
	const asOption = name
		.replaceAll(/([a-z])(?=[A-Z])/g, '$1-')
		.replaceAll('_', '-')
		.replace(/^chenyu-/i, '');

	if (looksLikeKeyOption.test(`--${asOption}`)) {
		return texts.keyInside;
	}

	const names = namesIn(path.length === 1 ? '' : String(path[0]));
	return texts.unknown(quoteInput(name), closestName(name, names));
}

/** A mistake in the config. `path`: the names and indexes that lead to it. */
type ConfigFault = {
	readonly path: ReadonlyArray<string | number>;
	readonly sentence: string;
};

/** The key bindings after applying the config, and the commands whose keys the config changes. */
type UserKeys = {
	readonly bindings: readonly Binding[];
	readonly rebound: readonly string[];
};

/** Applies the settings `keys` and `commands` of the config to the default key bindings. */
function readKeyOverrides(
	{keys = {}, commands = []}: Pick<ConfigContent, 'keys' | 'commands'>,
	messages: Messages,
): UserKeys & {readonly faults: readonly ConfigFault[]} {
	const overrides = [
		...Object.entries(keys).map(([command, list]) => ({
			command,
			keys: isNested(list) ? list : [list],
		})),
		...commands.map(({name, key}) => ({command: ownBindingId(name), keys: [[key]]})),
	];
	// The footer shows the first bindings first.
	const {bindings, faults} = rebind(overrides, [...commands.map(ownBinding), ...keymap]);
	return {
		bindings,
		rebound: Object.keys(keys),
		faults: faults.map(fault => {
			const own = commands.findIndex(({name}) => ownBindingId(name) === fault.command);
			return {
				path: own === -1 ? ['keys', fault.command] : ['commands', own, 'key'],
				sentence: describe(fault, messages),
			};
		}),
	};
}

function isNested(list: NonNullable<ConfigContent['keys']>[string]): list is string[][] {
	return list.some(item => Array.isArray(item));
}

function describe(fault: RebindFault, {config: texts, usage: {errors}}: Messages): string {
	const command = quoteInput(bindingName(fault.command));

	switch (fault.kind) {
		case 'unknown-command':
			return texts.unknownCommand(command, closestName(fault.command, rebindableCommands));
		case 'fixed':
			return texts.fixedCommand(command);
		case 'taken':
			return texts.taken(quoteInput(fault.key), command, bindingName(fault.by));
		case 'directions':
		case 'no-key':
			return errors.invalidValue(`"${command}"`, null, errors.expects.keys);
	}
}

function ownBindingId(name: string): BindingId {
	return `own:${name}`;
}

/** Returns the binding of a command of the user's own, without its key, which `rebind` adds. */
function ownBinding({name, pane = 'everywhere', command, confirm = false}: OwnCommand): Binding {
	return {
		id: ownBindingId(name),
		where: pane,
		does: [
			{
				keys: [],
				command: {type: 'own-command', name: cleanName(name), argv: command, confirm},
			},
		],
		footer: [],
	};
}

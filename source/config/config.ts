import {getNodeValue, parseTree, type ParseError} from 'jsonc-parser';
import * as v from 'valibot';
import {readProxy} from '../core/http-proxy.ts';
import {notifyEvents} from '../core/notify.ts';
import {Secret} from '../core/secret.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {bindingName, keymap} from '../features/keymap.ts';
import type {Messages} from '../i18n/messages.ts';
import type {Binding} from '../store/keys/binding.ts';
import {looksLikeKeyOption} from './arguments.ts';
import {
	configSchema,
	namesIn,
	settingNames,
	type ConfigContent,
	type OwnCommand,
} from './config-schema.ts';
import type {ConfigFile} from './load-config.ts';
import {closestName, quoteInput} from './usage-error.ts';

export type Config = ReturnType<typeof toConfig>;

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
	const faults = [
		...issues.map(issue => faultOf(issue, messages)),
		...(success ? exposures(output, file, messages) : []),
		...(success ? takenKeys(output, messages) : []),
	];

	if (!success || faults.length > 0) {
		const lines = faults.map(({path, sentence}) => {
			const place = path.map(step => quoteInput(`${step}`)).join('.');
			// At the top level, the sentence names the setting.
			return texts.place(path.length > 1 ? `${name}: ${place}` : name, sentence);
		});
		return lines.join('\n');
	}

	return toConfig(output);
}

/** Sets the defaults, and hides the secrets. `bindings`: the keys of the user's own commands and of the program. */
function toConfig({
	profiles = {},
	history = {},
	views = [],
	hooks = {},
	channels = [],
	commands = [],
	...base
}: ConfigContent) {
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
		// The footer shows the first bindings first.
		bindings: [...commands.map(ownBinding), ...keymap],
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

/** Finds secrets in a file that others can read, and hooks in a file that others can change. */
function exposures(
	{hooks = {}, channels = [], profiles = {}, ...base}: ConfigContent,
	file: Extract<ConfigFile, {kind: 'text'}>,
	{config: texts}: Messages,
): readonly ConfigFault[] {
	const {mode, writable} = file.exposure();
	const proxies = [base, ...Object.values(profiles)].map(layer => readProxy(layer.proxy ?? ''));
	const hasSecret = channels.length > 0 || proxies.some(proxy => proxy?.hasPassword);
	const hasHooks = Object.keys(hooks).length > 0;
	return [
		hasSecret && mode !== null ? texts.exposed(cleanName(file.path), mode) : '',
		hasHooks && writable !== null ? texts.writable(cleanName(writable)) : '',
	]
		.filter(sentence => sentence !== '')
		.map(sentence => ({path: [], sentence}));
}

/** Parts whose names and values can be secrets. A message describes the form of these parts, and quotes no name. */
const guarded = new Set(['hooks', 'channels', 'commands']);

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

	const expects = new Map<string, string>(Object.entries(errors.expects));
	const isKnown = (name: string): boolean =>
		expects.has(name) || settingNames.some(setting => setting === name);
	const name = guarded.has(part) ? part : ([part, ...inner].findLast(isKnown) ?? part);
	const wanted = expects.get(name) ?? errors.expects.switch;
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

/** Finds the keys of the user's own commands that mean something else in the same pane. */
function takenKeys({commands = []}: ConfigContent, messages: Messages): readonly ConfigFault[] {
	const own = commands.map(ownBinding);
	return commands.flatMap(({name, key, pane = 'everywhere'}, index) => {
		const user = [...own.slice(0, index), ...keymap].find(
			({where, does}) =>
				(where === pane ||
					where === 'everywhere' ||
					(pane === 'everywhere' && where !== 'prompt')) &&
				does.some(({keys}) => keys.includes(key)),
		);

		if (user === undefined) {
			return [];
		}

		const {taken} = messages.config;
		const sentence = taken(quoteInput(key), quoteInput(name), bindingName(user.id));
		return [{path: ['commands', index, 'key'], sentence}];
	});
}

function ownBinding({
	name,
	key,
	pane = 'everywhere',
	command,
	confirm = false,
}: OwnCommand): Binding {
	return {
		id: `own:${name}`,
		where: pane,
		does: [
			{
				keys: [key],
				command: {type: 'own-command', name: cleanName(name), argv: command, confirm},
			},
		],
		footer: [key],
	};
}

import {historySettingNames, settingNames, type SettingName} from '../config/config-schema.ts';
import {optionKey, optionTable} from '../config/option-table.ts';
import {noProxy} from '../config/option-values.ts';
import type {ParsedCommandLine, SessionContext} from '../config/parse-options.ts';
import type {Settings, SettingSource} from '../config/settings.ts';
import {megabyte} from '../core/history.ts';
import {visibleJson} from '../core/text/json-text.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {print} from '../events/standard-output.ts';
import {keysOf} from '../features/key-hints.ts';
import {bindingName} from '../features/keymap.ts';
import {sortText} from '../features/runs/sort.ts';
import type {Messages} from '../i18n/messages.ts';
import {alignColumns} from '../terminal/width.ts';

type SettingRow = {
	readonly name: string;
	/** The value as in the config file, such as 2 or true; null if the setting has no value and no default. */
	readonly value: string | number | boolean | null;
	readonly source: SettingSource | 'missing';
	/** Where the value comes from, as text for the user: an option, a variable, a profile or the config file. */
	readonly from: string;
};

const variables: Partial<Record<SettingName, string>> = {
	baseUrl: 'CHENYU_BASE_URL',
	color: 'NO_COLOR, FORCE_COLOR',
};

type ConfigDescription = ReturnType<typeof describeConfig>;

/** Prints the value and the source of each setting (`chenyu-top config`). Resolves to the exit code. */
export async function printConfig(context: SessionContext): Promise<number> {
	const {messages, english, options, keyVariable} = context;
	const asJson = options.mode === 'json';
	const wording = asJson ? english : messages;
	const described = describeConfig(context, keyVariable.trim() !== '', wording);
	const text = asJson ? visibleJson(described) : configText(described, messages);
	return print(text, messages);
}

/** Describes all settings with their sources. Never contains the API key itself. */
function describeConfig(request: ParsedCommandLine, hasKeyVariable: boolean, messages: Messages) {
	const {settings} = request;
	const {config, configPath, historyLimits, profile, sources, bindings} = settings;
	const texts = messages.config.table;
	const limits = {days: historyLimits.days, megabytes: historyLimits.bytes / megabyte};
	const channels = config?.channels.map(({kind}) => kind).join(', ') ?? '';
	const inConfig = (name: string, value: SettingRow['value']): SettingRow => ({
		name,
		value,
		source: 'config',
		from: texts.file,
	});
	return {
		path: configPath,
		exists: config !== null,
		profile,
		profiles: [...(config?.profiles.keys() ?? [])],
		settings: [
			...settingNames.map((name): SettingRow => ({
				name,
				value: valueOf(name, request),
				source: sources[name],
				from: settingSourceText(name, settings, messages),
			})),
			...historySettingNames.map((name): SettingRow => {
				const row = inConfig(`history.${name}`, limits[name]);
				const isSet = config?.history[name] !== undefined;
				return isSet ? row : {...row, source: 'default', from: texts.usual};
			}),
			// Only the programs and the kinds: arguments and addresses can be secrets.
			...Object.entries(config?.hooks ?? {}).map(([name, [program = ''] = []]) =>
				inConfig(`hooks.${name}`, program),
			),
			...(channels === '' ? [] : [inConfig('channels', channels)]),
			keyRow(settings, hasKeyVariable, messages),
			...bindings
				.filter(({id}) => id.startsWith('own:'))
				.map(each => inConfig(texts.keyOf(bindingName(each.id)), keysOf(each).join(' '))),
		],
	};
}

function configText(described: ConfigDescription, {config}: Messages): string {
	const texts = config.table;
	const {path, exists, profile, profiles, settings} = described;
	const place = path === null ? texts.noHome : cleanName(path) + (exists ? '' : texts.absent);
	const names = profiles.length === 0 ? texts.none : profiles.map(cleanName).join(', ');
	const head = [
		[texts.file, place],
		[texts.profiles, names],
		[texts.profile, profile === null ? texts.none : cleanName(profile)],
	];
	const rows = [
		[texts.setting, texts.value, texts.from],
		...settings.map(({name, value, from}) => [name, cleanName(String(value ?? '–')), from]),
	];
	return [...alignColumns(head), '', ...alignColumns(rows)].join('\n');
}

function valueOf(name: SettingName, {options, settings}: ParsedCommandLine): SettingRow['value'] {
	// Settings whose values also depend on the environment, the locale or the folder of the config.
	const resolved: Partial<Record<SettingName, SettingRow['value']>> = {
		baseUrl: options.baseUrl.href,
		apiKeyFile: settings.keyFile?.path ?? null,
		proxy: options.proxy?.address ?? (settings.values.proxy === undefined ? null : noProxy),
		lang: options.language,
		color: options.color !== 'never',
		downloadFolder: settings.downloadFolder,
		columns: settings.columns.join(', ') || null,
		sort: settings.sort ? sortText(settings.sort) : null,
	};
	const value = resolved[name] === undefined ? (settings.values[name] ?? null) : resolved[name];
	return typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}

export function settingSourceText(
	name: SettingName,
	{sources, profile, proxyFrom}: Settings,
	{config: {table: texts}}: Messages,
): string {
	switch (sources[name]) {
		case 'flag':
			return `--${optionTable.find(option => optionKey(option.name) === name)?.name}`;
		case 'environment':
			return name === 'proxy' ? proxyFrom : (variables[name] ?? '');
		case 'profile':
			return texts.profileOf(cleanName(profile ?? ''));
		case 'config':
			return texts.file;
		case 'default':
			return name === 'lang' ? texts.locale : texts.usual;
	}
}

function keyRow(
	{keyFile, sources}: Settings,
	hasKeyVariable: boolean,
	{config: {table: texts}}: Messages,
): SettingRow {
	const row = {name: texts.key, value: texts.keySet};

	if (hasKeyVariable && keyFile?.overridesVariable !== true) {
		return {...row, source: 'environment', from: 'CHENYU_API_KEY'};
	}

	return keyFile === null
		? {...row, value: texts.keyMissing, source: 'missing', from: ''}
		: {...row, source: sources.apiKeyFile, from: cleanName(keyFile.path)};
}

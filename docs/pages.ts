import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {settingNames} from '../source/config/config-schema.ts';
import {describeOption, optionNames} from '../source/config/help-text.ts';
import {optionOfSetting, optionTable} from '../source/config/option-table.ts';
import {settingDefaults} from '../source/config/settings.ts';
import {helpGroups, keysOf} from '../source/features/key-hints.ts';
import {keymap, placeTitle, wordsOf} from '../source/features/keymap.ts';
import {columnIds, printedColumnNames, runColumns} from '../source/features/runs/columns.ts';
import type {Language} from '../source/i18n/messages.ts';
import {messagesFor} from '../source/session/catalogue.ts';
import {keyName} from '../source/ui/key-name.ts';
import {glyphsFor} from '../source/ui/theme/glyphs.ts';
import {configSchemaText, settingMeaning} from './config-schema.ts';
import {eventsSchemaText} from './events-schema.ts';
import {eventsTypesText} from './events-types.ts';
import {protocolSchemaText} from './protocol-schema.ts';

type Rows = ReadonlyArray<readonly string[]>;

const words = {
	en: {
		keys: 'Keys',
		keysHead: `In the program, \`?\` shows these keys, and \`:\` finds every command by its name. A key of a pane takes precedence over the same key everywhere. \`·\` separates directions.`,
		palette: 'Only in the palette',
		options: 'Options and settings',
		optionsHead: '[Configuration](CONFIGURATION.md) says how they work together.',
		settings: 'Settings',
		settingsHead: (names: string) =>
			`These options are settings too: ${names}. \`"color": false\` is \`--no-color\`. The config also has:`,
		columns: 'Columns',
		separator: ': ',
		columnHeader: ['column', 'header', 'run list', 'JSON and CSV of `ls`'],
	},
	zh: {
		keys: '按键',
		keysHead: `在界面上，\`?\` 显示这些按键，\`:\` 按名称查找所有命令。窗格的按键优先于“通用”中相同的按键。多个方向之间用 \`·\` 隔开。`,
		palette: '仅在命令列表中',
		options: '选项和设置',
		optionsHead: '它们之间的关系见[配置](CONFIGURATION.md)。',
		settings: '设置',
		settingsHead: (names: string) =>
			`这些选项也是设置：${names}。\`"color": false\` 等同于 \`--no-color\`。配置中还有：`,
		columns: '列',
		separator: '：',
		columnHeader: ['列', '列标题', '运行列表', '`ls` 的 JSON 和 CSV'],
	},
};

/** Returns the text of each generated file, by its path. */
export async function generatedPages(): Promise<ReadonlyMap<string, string>> {
	const texts: Readonly<Record<string, string>> = {
		'KEYS.md': keysPage('en'),
		'zh-CN/KEYS.md': keysPage('zh'),
		'OPTIONS.md': optionsPage('en'),
		'zh-CN/OPTIONS.md': optionsPage('zh'),
		'config.schema.json': configSchemaText(),
		'events.schema.json': eventsSchemaText(),
		'events.d.ts': eventsTypesText(),
		'protocol.schema.json': protocolSchemaText(),
	};
	const pages = Object.entries(texts).map(async ([name, text]) => {
		const path = join(import.meta.dirname, name);
		return [path, await format(text, {...(await resolveConfig(path)), filepath: path})] as const;
	});
	return new Map(await Promise.all(pages));
}

export function keysPage(language: Language): string {
	const {keys, keysHead, palette} = words[language];
	const glyphs = glyphsFor(false);
	const keyless = keymap.filter(binding => keysOf(binding).length === 0);
	return [
		head(keys, 'KEYS.md', language),
		keysHead,
		...helpGroups().flatMap(({where, bindings}) => [
			`## ${placeTitle(where, messagesFor(language))}`,
			list(
				bindings.map(({id, does}) => [
					does
						.map(({keys: names}) => names.map(key => code(keyName(key, glyphs))).join(' '))
						.join(' · '),
					wordsOf(id, language).long,
				]),
				language,
			),
		]),
		`## ${palette}`,
		list(
			keyless.map(({id}) => [code(id), wordsOf(id, language).long]),
			language,
		),
	].join('\n\n');
}

function optionsPage(language: Language): string {
	const {options, optionsHead, settings, settingsHead, columns} = words[language];
	const {usage} = messagesFor(language);
	const groups = Object.keys(usage.groups) as ReadonlyArray<keyof typeof usage.groups>;
	const variables = Object.entries(usage.environment);
	return [
		head(options, 'OPTIONS.md', language),
		optionsHead,
		...groups.flatMap(group => [
			`## ${usage.groups[group]}`,
			list(
				optionTable
					.filter(each => each.group === group)
					.map(each => [
						code(`${optionNames(each)} ${each.placeholder ?? ''}`.trim()),
						linked(describeOption(each, usage)),
					]),
				language,
			),
		]),
		`## ${usage.environmentTitle}`,
		list(
			variables.map(([names, does]) => [names.replaceAll(/[^, ]+/g, '`$&`'), does]),
			language,
		),
		`## ${settings}`,
		settingsHead(
			settingNames
				.filter(name => name !== 'color' && optionOfSetting(name) !== undefined)
				.map(code)
				.join(language === 'en' ? ', ' : '、'),
		),
		list(settingRows(language), language),
		`## ${columns}`,
		table(columnRows(language)),
	].join('\n\n');
}

function settingRows(language: Language): Rows {
	const messages = messagesFor(language);
	const {usage} = messages;
	const expects: Readonly<Record<string, unknown>> = usage.errors.expects;
	const defaults: Readonly<Record<string, number | boolean>> = settingDefaults;
	return settingNames
		.filter(name => optionOfSetting(name) === undefined)
		.map(name => {
			const meaning = linked(settingMeaning(name, messages));
			const details = [
				// A page that the meaning names has the form of the value.
				...(name in expects && !meaning.includes('](')
					? [linked(String(expects[name]).trim())]
					: []),
				...(name in defaults ? [usage.byDefault(String(defaults[name]))] : []),
			];
			return [code(name), details.length === 0 ? meaning : meaning + usage.details(details)];
		});
}

function columnRows(language: Language): Rows {
	const rows = [...runColumns].map(([id, {title, name = id, ...each}]) => [
		name === id ? code(id) : `${code(id)}, ${code(name)}`,
		title[language],
		columnIds.includes(id) ? '✓' : '',
		printedColumnNames.includes(name) ? code(each.json) : '',
	]);
	return [words[language].columnHeader, ...rows];
}

function head(title: string, name: string, language: Language): string {
	const twin = language === 'en' ? `[中文](zh-CN/${name})` : `[English](../${name})`;
	return `# ${title}\n\n${twin}`;
}

/** The pages of both languages have the same names, each beside the others of its language. */
function linked(text: string): string {
	return text
		.replace(/[;；](?:见)? ?docs\/OPTIONS\.md[^;；]*$/, '')
		.replaceAll(/docs\/(\w+\.md)/g, '[$1]($1)');
}

function code(text: string): string {
	return text === '`' ? '`` ` ``' : `\`${text}\``;
}

/** Returns names with what they mean as a list in Markdown. */
function list(rows: Rows, language: Language): string {
	return rows.map(cells => `- ${cells.join(words[language].separator)}`).join('\n');
}

/** Returns rows as a table in Markdown. The first row is the header. */
function table(rows: Rows): string {
	const [header = '', ...lines] = rows.map(
		cells => `| ${cells.map(cell => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`,
	);
	return [header, `|${' --- |'.repeat(rows[0]?.length ?? 0)}`, ...lines].join('\n');
}

if (import.meta.main) {
	for (const [path, text] of await generatedPages()) {
		writeFileSync(path, text);
	}
}

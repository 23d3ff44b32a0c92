import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {format, resolveConfig} from 'prettier';
import {
	responseShapes,
	type ObjectShape,
	type ResponseName,
} from '../source/api/wire/response-shapes.ts';
import {settingNames} from '../source/config/config-schema.ts';
import {describeOption, optionNames, settingMeaning} from '../source/config/help-text.ts';
import {optionOfSetting, optionTable, type Option} from '../source/config/option-table.ts';
import {settingDefaults} from '../source/config/settings.ts';
import {helpGroups, keysOf} from '../source/features/key-hints.ts';
import {keymap, placeTitle, wordsOf} from '../source/features/keymap.ts';
import {columnIds, printedColumnNames, runColumns} from '../source/features/runs/columns.ts';
import type {Language} from '../source/i18n/messages.ts';
import {messagesFor} from '../source/session/catalogue.ts';
import type {Binding} from '../source/store/keys/binding.ts';
import {configSchemaText} from './config-schema.ts';
import {eventsSchemaText} from './events-schema.ts';
import {eventsTypesText} from './events-types.ts';
import {protocolSchemaText} from './protocol-schema.ts';

type Rows = ReadonlyArray<readonly string[]>;

const words = {
	en: {
		keys: 'Keys',
		keysHead: `In the program, \`?\` shows these keys, and \`:\` finds every command by its name. A key of a pane takes precedence over the same key everywhere. \`·\` separates directions.`,
		palette: 'Only in the palette',
		paletteHeader: ['command', 'what it does'],
		keyHeader: ['command', 'keys', 'what it does'],
		options: 'Options and settings',
		optionsHead: '[Configuration](CONFIGURATION.md) says how they work together.',
		optionHeader: ['option', 'what it does'],
		variableHeader: ['variable', 'what it does'],
		settings: 'Settings',
		settingHeader: ['setting', 'what it does', 'value', 'option'],
		columns: 'Columns',
		columnHeader: ['column', 'header', 'run list', 'JSON and CSV of `ls`', 'filter'],
		fieldHeader: ['field of `data`', 'form', 'otherwise', 'known values'],
		forms: {
			name: 'text',
			prose: 'text',
			number: 'number',
			integer: 'number',
			percent: '0 to 100',
			money: 'money',
			time: 'time',
			object: 'object',
			list: 'list',
			open: 'object',
		},
		otherwise: {null: 'null', missing: 'may be missing'},
	},
	zh: {
		keys: '按键',
		keysHead: `在界面上，\`?\` 显示这些按键，\`:\` 按名称查找所有命令。窗格的按键优先于“通用”中相同的按键。多个方向之间用 \`·\` 隔开。`,
		palette: '仅在命令列表中',
		paletteHeader: ['命令', '作用'],
		keyHeader: ['命令', '按键', '作用'],
		options: '选项和设置',
		optionsHead: '它们之间的关系见[配置](CONFIGURATION.md)。',
		optionHeader: ['选项', '作用'],
		variableHeader: ['变量', '作用'],
		settings: '设置',
		settingHeader: ['设置', '作用', '值', '选项'],
		columns: '列',
		columnHeader: ['列', '列标题', '运行列表', '`ls` 的 JSON 和 CSV', '筛选'],
		fieldHeader: ['`data` 的字段', '格式', '没有值时', '已知的值'],
		forms: {
			name: '文本',
			prose: '文本',
			number: '数字',
			integer: '数字',
			percent: '0 到 100',
			money: '金额',
			time: '时间',
			object: '对象',
			list: '列表',
			open: '对象',
		},
		otherwise: {null: 'null', missing: '可以缺少'},
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
		'PROTOCOL.md': protocolPage('en'),
		'zh-CN/PROTOCOL.md': protocolPage('zh'),
		'protocol.schema.json': protocolSchemaText(),
	};
	const pages = Object.entries(texts).map(async ([name, text]) => {
		const path = join(import.meta.dirname, name);
		return [path, await format(text, {...(await resolveConfig(path)), filepath: path})] as const;
	});
	return new Map(await Promise.all(pages));
}

export function keysPage(language: Language): string {
	const {keys, keysHead, keyHeader, palette, paletteHeader} = words[language];
	const keyless = keymap.filter(binding => keysOf(binding).length === 0);
	return [
		head(keys, 'KEYS.md', language),
		keysHead,
		...helpGroups().flatMap(({where, bindings}) => [
			`## ${placeTitle(where, messagesFor(language))}`,
			table([keyHeader, ...bindings.map(binding => keyRow(binding, language))]),
		]),
		`## ${palette}`,
		table([paletteHeader, ...keyless.map(({id}) => [code(id), wordsOf(id, language).long])]),
	].join('\n\n');
}

function keyRow({id, does}: Binding, language: Language): readonly string[] {
	return [
		code(id),
		does.map(({keys}) => keys.map(code).join(' ')).join(' · '),
		wordsOf(id, language).long,
	];
}

function optionsPage(language: Language): string {
	const {options, optionsHead, optionHeader, variableHeader, settings, columns} = words[language];
	const {usage} = messagesFor(language);
	const groups = Object.keys(usage.groups) as ReadonlyArray<keyof typeof usage.groups>;
	const variables = Object.entries(usage.environment);
	return [
		head(options, 'OPTIONS.md', language),
		optionsHead,
		...groups.flatMap(group => [
			`## ${usage.groups[group]}`,
			table([
				optionHeader,
				...optionTable
					.filter(each => each.group === group)
					.map(each => [
						code(`${optionNames(each)} ${each.placeholder ?? ''}`.trim()),
						linked(describeOption(each, usage)),
					]),
			]),
		]),
		`## ${usage.environmentTitle}`,
		table([
			variableHeader,
			...variables.map(([names, does]) => [names.replaceAll(/[^, ]+/g, '`$&`'), does]),
		]),
		`## ${settings}`,
		table(settingRows(language)),
		`## ${columns}`,
		table(columnRows(language)),
	].join('\n\n');
}

function settingRows(language: Language): Rows {
	const messages = messagesFor(language);
	const {usage} = messages;
	const expects: Readonly<Record<string, unknown>> = usage.errors.expects;
	const defaults: Readonly<Record<string, number | boolean>> = settingDefaults;
	const rows = settingNames.map(name => {
		const own = optionOfSetting(name);
		const fallback = own === undefined ? defaults[name] : defaultOf(own);
		return [
			code(name),
			linked(settingMeaning(name, messages)) +
				(fallback === undefined ? '' : usage.details([usage.byDefault(String(fallback))])),
			linked(String(expects[name] ?? expects['switch']).trim()),
			own === undefined ? '' : code(`--${own.name}`),
		];
	});
	return [words[language].settingHeader, ...rows];
}

/** The default value; a switch is off, unless its option turns it off. */
function defaultOf({name, placeholder, fallback}: Option): string | undefined {
	return placeholder === undefined ? String(name.startsWith('no-')) : fallback;
}

function columnRows(language: Language): Rows {
	const rows = [...runColumns].map(([id, {title, name = id, ...each}]) => [
		name === id ? code(id) : `${code(id)}, ${code(name)}`,
		title[language],
		columnIds.includes(id) ? '✓' : '',
		printedColumnNames.includes(name) ? code(each.json) : '',
		each.term === undefined ? '' : code(`${name}:`),
	]);
	return [words[language].columnHeader, ...rows];
}

/** The page as it is, with new tables of fields: each after a comment with the name of its response. */
function protocolPage(language: Language): string {
	const name = language === 'en' ? 'PROTOCOL.md' : 'zh-CN/PROTOCOL.md';
	const text = readFileSync(join(import.meta.dirname, name), 'utf8');
	return text.replaceAll(
		/(<!-- fields of (\w+) -->)\n*(?:\|.*\n)*/g,
		(_, mark: string, response: ResponseName) =>
			`${mark}\n\n${table([words[language].fieldHeader, ...fieldRows(responseShapes[response].data, '', language)])}\n\n`,
	);
}

function fieldRows({fields}: ObjectShape, path: string, language: Language): Rows {
	const {forms, otherwise} = words[language];
	return Object.entries(fields).flatMap(([name, shape]): Rows => {
		const {kind, mayBe} = shape;
		const known = kind === 'value' ? (shape.known?.texts ?? []) : [];
		const row = [
			code(path + name),
			forms[kind === 'value' ? shape.type : kind],
			mayBe === undefined ? '' : otherwise[mayBe],
			known
				.filter(text => /^\w+$/.test(text))
				.map(code)
				.join(' '),
		];
		const inner =
			kind === 'list'
				? fieldRows(shape.item, `${path}${name}[].`, language)
				: kind === 'object'
					? fieldRows(shape, `${path}${name}.`, language)
					: [];
		return [row, ...inner];
	});
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

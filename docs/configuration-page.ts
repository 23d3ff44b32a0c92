import {settingNames} from '../source/config/config-schema.ts';
import {describeOption, optionNames, settingMeaning} from '../source/config/help-text.ts';
import {optionOfSetting, optionTable, type Option} from '../source/config/option-table.ts';
import {settingDefaults} from '../source/config/settings.ts';
import {messagesFor} from '../source/i18n/index.ts';
import type {Language} from '../source/i18n/language.ts';
import {markdownTable} from './markdown-table.ts';

const columns: Readonly<
	Record<Language, Readonly<Record<'settings' | 'options' | 'variables', readonly string[]>>>
> = {
	en: {
		settings: ['setting', 'what it does', 'value', 'option'],
		options: ['option', 'what it does'],
		variables: ['variable', 'what it does'],
	},
	zh: {
		settings: ['设置', '作用', '值', '选项'],
		options: ['选项', '作用'],
		variables: ['变量', '作用'],
	},
};

/** Returns docs/CONFIGURATION.md, or its Chinese twin, with the tables between its comments made anew. */
export function configurationPage(page: string, language: Language): string {
	const tables: Readonly<Record<string, string>> = {
		settings: settingsTable(language),
		options: optionTables(language),
	};
	return page.replaceAll(
		/(<!-- npm run pages: (\w+) -->)[^]*?(<!-- end -->)/g,
		(_, start: string, name: string, end: string) => `${start}\n\n${tables[name]}\n\n${end}`,
	);
}

function settingsTable(language: Language): string {
	const messages = messagesFor(language);
	const {usage} = messages;
	const expects: Readonly<Record<string, unknown>> = usage.errors.expects;
	const defaults: Readonly<Record<string, number | boolean>> = settingDefaults;
	const rows = settingNames.map(name => {
		const option = optionOfSetting(name);
		const fallback = option === undefined ? defaults[name] : defaultOf(option);
		return [
			`\`${name}\``,
			linked(settingMeaning(name, messages)) +
				(fallback === undefined ? '' : usage.details([usage.byDefault(String(fallback))])),
			String(expects[name] ?? expects['switch']).trim(),
			option === undefined ? '' : `\`--${option.name}\``,
		];
	});
	return markdownTable([columns[language].settings, ...rows]);
}

/** The default value; a switch is off, unless its option turns it off. */
function defaultOf({name, placeholder, fallback}: Option): string | undefined {
	return placeholder === undefined ? String(name.startsWith('no-')) : fallback;
}

function optionTables(language: Language): string {
	const {usage} = messagesFor(language);
	const groups = Object.keys(usage.groups) as ReadonlyArray<keyof typeof usage.groups>;
	const sections = groups.map(group => {
		const rows = optionTable
			.filter(option => option.group === group)
			.map(option => [
				`\`${[optionNames(option), option.placeholder ?? []].flat().join(' ')}\``,
				linked(describeOption(option, usage)),
			]);
		return section(usage.groups[group], [columns[language].options, ...rows]);
	});
	const variables = Object.entries(usage.environment).map(([names, meaning]) => [
		names.replaceAll(/[^, ]+/g, '`$&`'),
		meaning,
	]);
	return [
		...sections,
		section(usage.environmentTitle, [columns[language].variables, ...variables]),
	].join('\n\n');
}

function section(title: string, rows: ReadonlyArray<readonly string[]>): string {
	return `### ${title}\n\n${markdownTable(rows)}`;
}

/** The pages of both languages have the same names, each beside the others of its language. */
function linked(text: string): string {
	return text
		.replace(/[;；](?:见)? ?docs\/CONFIGURATION\.md$/, '')
		.replaceAll(/docs\/(\w+\.md)/g, '[$1]($1)');
}
